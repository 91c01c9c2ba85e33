using Npgsql;

namespace SegmentationUpdates.LocalServices.Host;

/// <summary>
/// The user whom the AppHost knows. Not the owner of the private server: its password was chosen when the data folder was made, and stands in there.
/// </summary>
internal static class OwnerLogin
{
    /// <summary>The AppHost's connection string has this name.</summary>
    public const string User = "apphost";

    /// <summary>Makes the user, or gives it another password.</summary>
    /// <param name="serverOwner">Connection string of the private server's owner.</param>
    /// <param name="password">What the user is to log in with.</param>
    /// <param name="cancellationToken">A cancelled call changes nothing or everything.</param>
    public static async Task EnsureAsync(string serverOwner, string password, CancellationToken cancellationToken)
    {
        // Without a pool: an idle connection would keep the server from being stopped quietly.
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(serverOwner) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            """
            SELECT format(
                CASE WHEN EXISTS (SELECT FROM pg_roles WHERE rolname = $1) THEN 'ALTER' ELSE 'CREATE' END
                    || ' ROLE %I SUPERUSER LOGIN PASSWORD %L',
                $1, $2)
            """,
            connection)
        {
            Parameters = { new() { Value = User }, new() { Value = password } },
        };
        var statement = (string)(await command.ExecuteScalarAsync(cancellationToken))!;
        await using var change = new NpgsqlCommand(statement, connection);
        await change.ExecuteNonQueryAsync(cancellationToken);
    }
}
