using Npgsql;

namespace SegmentationUpdates.Pipeline.Migration;

/// <summary>
/// Makes the login that the services use, a member of <c>segmentation_service</c> (db/0002_service_role.sql) with no rights of its own, or
/// gives it a new password.
/// </summary>
public static class ServiceLogin
{
    public const string Role = "segmentation_service";

    /// <summary>Can run again, and several times at once.</summary>
    /// <param name="connection">Of a user who may create roles.</param>
    /// <param name="user">The login's name.</param>
    /// <param name="password">Sent as a SCRAM verifier: the server and its log never see it.</param>
    /// <param name="cancellationToken">Nothing is changed by a cancelled call.</param>
    /// <exception cref="MigrationSettingsException">The name is that of the owner, or of a role that has more rights than a service.</exception>
    /// <exception cref="NpgsqlException">The database cannot be reached or refuses.</exception>
    public static async Task EnsureAsync(NpgsqlConnection connection, string user, string password, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connection);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // Roles belong to the server, migrations of several databases may run at once: one after the other.
        await ExecuteAsync(connection, "SELECT pg_advisory_xact_lock(7305808869231650917)", cancellationToken);
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
            EXCEPTION
              WHEN duplicate_object OR unique_violation THEN
                NULL; -- A migration of another database was faster.
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
            Parameters = { new() { Value = user }, new() { Value = ScramVerifier.Of(password) } },
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
