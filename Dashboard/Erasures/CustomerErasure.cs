using Npgsql;

namespace SegmentationUpdates.Dashboard.Erasures;

/// <summary>Forgets customers: see db/functions/erase_customer.sql.</summary>
public sealed partial class CustomerErasure(NpgsqlDataSource source, ErasureLog log, ILogger<CustomerErasure> logger)
{
    /// <param name="customerId">The customer.</param>
    /// <param name="by">The name of who erases; null for nobody's.</param>
    /// <param name="cancellationToken">Nothing is erased by a cancelled call.</param>
    /// <returns>False for a customer who is not known, and never was.</returns>
    /// <exception cref="PostgresException">The dashboard's login may not: insufficient privilege.</exception>
    public async Task<bool> EraseAsync(int customerId, string? by = null, CancellationToken cancellationToken = default)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var acting = new NpgsqlCommand("SELECT set_config('segmentation.operator', $1, TRUE)", connection)
        {
            Parameters = { new() { Value = by ?? "" } },
        };
        await acting.ExecuteNonQueryAsync(cancellationToken);
        await using var command = new NpgsqlCommand("SELECT erase_customer($1)", connection) { Parameters = { new() { Value = customerId } } };
        var wasKnown = (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
        await transaction.CommitAsync(cancellationToken);
        if (wasKnown)
        {
            LogErased(by);

            // Not to be cancelled: it is done.
            await log.CatchUpAsync(CancellationToken.None);
        }

        return wasKnown;
    }

    // Whom is not said: a log is kept, and copied, like nothing else.
    [LoggerMessage(1, LogLevel.Information, "A customer was erased")]
    private partial void LogErased(string? @operator);
}
