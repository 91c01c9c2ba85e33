using System.Data;
using Npgsql;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Migrations;

/// <summary>
/// Makes a login that services use, a member of <c>segmentation_service</c> (db/tables/0002_service_role.sql) or of <c>segmentation_dashboard</c>
/// (db/tables/0013_dashboard_role.sql) with no rights of its own, or gives it a new password.
/// </summary>
public static class ServiceLogin
{
    /// <summary>Of every service.</summary>
    public const string Role = "segmentation_service";

    /// <summary>Of the dashboard, which may erase customers beside that.</summary>
    public const string DashboardRole = "segmentation_dashboard";

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
    /// <param name="role">
    /// <see cref="DashboardRole"/> for the dashboard's login, and for one that all services share; <see cref="Role"/> takes the dashboard's rights away.
    /// </param>
    public static async Task EnsureAsync(
        NpgsqlConnection connection, string user, string password, CancellationToken cancellationToken, string role = DashboardRole)
    {
        ArgumentNullException.ThrowIfNull(connection);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await TryEnsureAsync(connection, user, ScramVerifier.Of(password), role, cancellationToken);
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

    private static async Task TryEnsureAsync(
        NpgsqlConnection connection, string user, string verifier, string role, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await AdvisoryLock.ServiceLogin.HoldInTransactionAsync(connection, cancellationToken);
        if (await IsMoreThanServiceAsync(connection, user, cancellationToken))
        {
            throw new MigrationSettingsException(
                $"the role '{user}' is the owner of the database or an administrator: "
                + "name a role that only the services use in Segmentation:Migrations:ServiceUser or DashboardUser");
        }

        await ExecuteAsync(
            connection,
            $"""
            DO $$
            BEGIN
              IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{Role}') THEN
                CREATE ROLE {Role} NOLOGIN;
              END IF;
              IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{DashboardRole}') THEN
                CREATE ROLE {DashboardRole} NOLOGIN;
              END IF;
              IF NOT pg_has_role('{DashboardRole}', '{Role}', 'MEMBER') THEN
                GRANT {Role} TO {DashboardRole};
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
              THEN format('ALTER ROLE %1$I LOGIN PASSWORD %2$L; GRANT %3$I TO %1$I', $1, $2, $3)
              ELSE format('CREATE ROLE %1$I LOGIN PASSWORD %2$L IN ROLE %3$I', $1, $2, $3)
            END || CASE WHEN $3 = '{Role}' THEN format('; REVOKE {DashboardRole} FROM %I', $1) ELSE '' END
            """,
            connection)
        {
            Parameters = { new() { Value = user }, new() { Value = verifier }, new() { Value = role } },
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
