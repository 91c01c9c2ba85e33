using System.Security.Cryptography;
using Npgsql;
using SegmentationUpdates.Migrations;

namespace SegmentationUpdates.Standalone.Running;

/// <summary>The services' login on a private server: its password is made for one run and kept in memory only.</summary>
internal static class LocalServiceLogin
{
    /// <param name="ownerConnectionString">Of the private server.</param>
    /// <param name="cancellationToken">Nothing is changed by a cancelled call.</param>
    /// <returns>The connection string for the services.</returns>
    public static async Task<string> MakeAsync(string ownerConnectionString, CancellationToken cancellationToken)
    {
        var login = new NpgsqlConnectionStringBuilder(ownerConnectionString)
        {
            Username = new MigrationOptions().ServiceUser,
            Password = RandomNumberGenerator.GetHexString(32, lowercase: true),
        };

        // Without a pool: an idle connection of it would be one more that the server waits for when it stops.
        await using var owner = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(ownerConnectionString) { Pooling = false }.ConnectionString);
        await owner.OpenAsync(cancellationToken);
        await ServiceLogin.EnsureAsync(owner, login.Username, login.Password, cancellationToken);
        return login.ConnectionString;
    }
}
