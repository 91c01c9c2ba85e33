using Npgsql;
using SegmentationUpdates.Pipeline.Storage;

namespace SegmentationUpdates.Pipeline.Reclustering;

/// <summary>
/// The advisory lock that makes one replica the leader. It belongs to a connection: when the process or the connection dies, PostgreSQL
/// gives it to whoever asks next.
/// </summary>
internal static class LeaderLock
{
    private const long Key = 7305808869231650915;

    /// <summary>False when another replica has it.</summary>
    public static async Task<bool> TryTakeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, "SELECT pg_try_advisory_lock($1)");
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>Gives it back, because a connection that returns to the pool keeps its locks.</summary>
    public static async Task ReleaseAsync(NpgsqlConnection connection)
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

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql) =>
        new(sql, connection) { Parameters = { new() { Value = Key } } };
}
