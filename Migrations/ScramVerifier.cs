using System.Security.Cryptography;
using System.Text;

namespace SegmentationUpdates.Migrations;

/// <summary>
/// What PostgreSQL stores of a password: SCRAM-SHA-256$iterations:salt$stored key:server key (RFC 5802 and 7677). Made here, it
/// keeps the password out of statements, which servers log.
/// </summary>
internal static class ScramVerifier
{
    private const int Iterations = 4096; // PostgreSQL's default.
    private const int SaltBytes = 16;

    public static string Of(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);

        // As Npgsql prepares it for the log-in.
        var prepared = Encoding.UTF8.GetBytes(password.Normalize(NormalizationForm.FormKC));
        var salted = Rfc2898DeriveBytes.Pbkdf2(prepared, salt, Iterations, HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);
        var storedKey = SHA256.HashData(HMACSHA256.HashData(salted, "Client Key"u8));
        var serverKey = HMACSHA256.HashData(salted, "Server Key"u8);
        return $"SCRAM-SHA-256${Iterations}:{Convert.ToBase64String(salt)}"
            + $"${Convert.ToBase64String(storedKey)}:{Convert.ToBase64String(serverKey)}";
    }
}
