using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SegmentationUpdates.Dashboard.Settings;
using SegmentationUpdates.Hosting;

namespace SegmentationUpdates.Dashboard.Security;

/// <summary>The certificate that the keys of cookies are encrypted with, where they are kept.</summary>
internal sealed class CookieCertificate(IConfiguration configuration) : IConfigurationRule
{
    private const string FileKey = $"{DashboardOptions.Section}:{nameof(DashboardOptions.DataProtectionCertificate)}";
    private const string PasswordKey = $"{DashboardOptions.Section}:{nameof(DashboardOptions.DataProtectionCertificatePassword)}";
    private const string FolderKey = $"{DashboardOptions.Section}:{nameof(DashboardOptions.DataProtectionFolder)}";

    public IEnumerable<string> Problems()
    {
        using var certificate = Load(configuration, out var problem);
        if (problem is not null)
        {
            yield return problem;
        }
        else if (certificate is not null && string.IsNullOrEmpty(configuration[FolderKey]))
        {
            yield return $"{FileKey} encrypts keys that are kept, and none are: set {FolderKey}, or leave the certificate out";
        }
    }

    /// <param name="configuration">Names the file.</param>
    /// <param name="problem">Why there is none, in one sentence that names the key; null for none wanted.</param>
    public static X509Certificate2? Load(IConfiguration configuration, out string? problem)
    {
        problem = null;
        if (configuration[FileKey] is not { Length: > 0 } file)
        {
            return null;
        }

        try
        {
            var password = configuration[PasswordKey] is { Length: > 0 } given ? given : null;
            var certificate = !Path.GetExtension(file).Equals(".pem", StringComparison.OrdinalIgnoreCase)
                ? X509CertificateLoader.LoadPkcs12FromFile(file, password)
                : password is null ? X509Certificate2.CreateFromPemFile(file)
                : X509Certificate2.CreateFromEncryptedPemFile(file, password);
            using var key = certificate.GetRSAPrivateKey();
            if (key is not null)
            {
                return certificate;
            }

            certificate.Dispose();
            problem = $"{FileKey}: {file} has no RSA key of its own, without which nothing can be decrypted";
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            problem = $"{FileKey}: {file} cannot be used ({e.Message.TrimEnd('.')}); a wrong password is one in {PasswordKey}";
        }

        return null;
    }
}
