using Npgsql;

namespace SegmentationUpdates.Storage;

/// <summary>
/// Takes and releases advisory locks. A lock belongs to a connection: when the process or the connection dies, PostgreSQL gives it to whoever
/// asks next.
/// </summary>
public static class AdvisoryLockExtensions
{
    private const int NoTimeout = 0;

    /// <summary>Waits for the lock and holds it until the transaction ends.</summary>
    public static async Task HoldInTransactionAsync(this AdvisoryLock key, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = Command(key, connection, "SELECT pg_advisory_xact_lock($1)");
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Waits for the lock, however long, and holds it until it is released or the connection closes.</summary>
    public static async Task HoldAsync(this AdvisoryLock key, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = Command(key, connection, "SELECT pg_advisory_lock($1)");
        command.CommandTimeout = NoTimeout;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <returns>False when another session holds the lock.</returns>
    public static async Task<bool> TryHoldAsync(this AdvisoryLock key, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = Command(key, connection, "SELECT pg_try_advisory_lock($1)");
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>Gives back what <see cref="HoldAsync"/> or <see cref="TryHoldAsync"/> took, because a connection in the pool keeps its locks.</summary>
    public static async Task ReleaseAsync(this AdvisoryLock key, NpgsqlConnection connection)
    {
        try
        {
            await using var command = Command(key, connection, "SELECT pg_advisory_unlock($1)");
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (Exception e) when (DatabaseErrors.IsTransient(e) || e is InvalidOperationException)
        {
            // The connection is gone, and the lock with it.
        }
    }

    private static NpgsqlCommand Command(AdvisoryLock key, NpgsqlConnection connection, string sql) =>
        new(sql, connection) { Parameters = { new() { Value = (long)key } } };
}
