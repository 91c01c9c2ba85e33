using System.Data;
using Npgsql;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Migrations;

/// <summary>
/// Makes the login that the services use, a member of <c>segmentation_service</c> (db/tables/0002_service_role.sql) with no rights of its own, or
/// gives it a new password.
/// </summary>
public static class ServiceLogin
{
    public const string Role = "segmentation_service";

    // Roles belong to the server and advisory locks to a database, so migrations of several databases can still get into each other's way.
    private const int Attempts = 10;
    private const string ConcurrentUpdate = "XX000"; // "tuple concurrently updated": the catalogues have no better code.

    /// <summary>Can run again, and several times at once, for one database and for several of one server.</summary>
    /// <param name="connection">Of a user who may create roles.</param>
    /// <param name="user">The login's name.</param>
    /// <param name="password">Sent as a SCRAM verifier: the server and its log never see it.</param>
    /// <param name="cancellationToken">Nothing is changed by a cancelled call.</param>
    /// <exception cref="MigrationSettingsException">The name is that of the owner, or of a role that has more rights than a service.</exception>
    /// <exception cref="NpgsqlException">The database cannot be reached or refuses.</exception>
    public static async Task EnsureAsync(NpgsqlConnection connection, string user, string password, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connection);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await TryEnsureAsync(connection, user, ScramVerifier.Of(password), cancellationToken);
                return;
            }
            catch (PostgresException e) when (attempt < Attempts
                && e.SqlState is PostgresErrorCodes.DuplicateObject or PostgresErrorCodes.UniqueViolation or ConcurrentUpdate)
            {
                // A migration of another database was faster: what it made is there now. Npgsql closes a connection after XX000.
                if (connection.State != ConnectionState.Open)
                {
                    await connection.CloseAsync();
                    await connection.OpenAsync(cancellationToken);
                }
            }
        }
    }

    private static async Task TryEnsureAsync(NpgsqlConnection connection, string user, string verifier, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await AdvisoryLock.ServiceLogin.HoldInTransactionAsync(connection, cancellationToken);
        if (await IsMoreThanServiceAsync(connection, user, cancellationToken))
        {
            throw new MigrationSettingsException(
                $"the role '{user}' is the owner of the database or an administrator: "
                + "name a role that only the services use in Segmentation:Migrations:ServiceUser");
        }

        await ExecuteAsync(
            connection,
            $"""
            DO $$
            BEGIN
              IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{Role}') THEN
                CREATE ROLE {Role} NOLOGIN;
              END IF;
            END;
            $$
            """,
            cancellationToken);

        // CREATE ROLE takes no parameters; format() quotes.
        await using var command = new NpgsqlCommand(
            $"""
            SELECT CASE
              WHEN EXISTS (SELECT FROM pg_roles WHERE rolname = $1)
              THEN format('ALTER ROLE %1$I LOGIN PASSWORD %2$L; GRANT {Role} TO %1$I', $1, $2)
              ELSE format('CREATE ROLE %1$I LOGIN PASSWORD %2$L IN ROLE {Role}', $1, $2)
            END
            """,
            connection)
        {
            Parameters = { new() { Value = user }, new() { Value = verifier } },
        };
        var statement = (string)(await command.ExecuteScalarAsync(cancellationToken))!;
        await ExecuteAsync(connection, statement, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<bool> IsMoreThanServiceAsync(NpgsqlConnection connection, string user, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT EXISTS (
              SELECT
              FROM pg_roles
              WHERE rolname = $1
                AND (rolname = current_user OR rolname = session_user OR rolsuper OR rolcreaterole OR rolcreatedb)
            )
            """,
            connection)
        {
            Parameters = { new() { Value = user } },
        };
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
