using Npgsql;

namespace SegmentationUpdates.Pipeline.Storage;

/// <summary>
/// An advisory lock that one replica holds at a time, for work that only one may do. It belongs to a connection: when the process or the
/// connection dies, PostgreSQL gives it to whoever asks next.
/// </summary>
internal sealed class SessionLock
{
    /// <summary>For whoever trains and applies models.</summary>
    public static readonly SessionLock Reclustering = new(7305808869231650915);

    /// <summary>For whoever publishes the changes of segment.</summary>
    public static readonly SessionLock SegmentChanges = new(7305808869231650917);

    private readonly long _key;

    private SessionLock(long key) => _key = key;

    /// <summary>False when another replica has it.</summary>
    public async Task<bool> TryTakeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, "SELECT pg_try_advisory_lock($1)");
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>Gives it back, because a connection that returns to the pool keeps its locks.</summary>
    public async Task ReleaseAsync(NpgsqlConnection connection)
    {
        try
        {
            await using var command = Command(connection, "SELECT pg_advisory_unlock($1)");
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (Exception e) when (DatabaseErrors.IsTransient(e) || e is InvalidOperationException)
        {
            // The connection is gone, and the lock with it.
        }
    }

    private NpgsqlCommand Command(NpgsqlConnection connection, string sql) =>
        new(sql, connection) { Parameters = { new() { Value = _key } } };
}
