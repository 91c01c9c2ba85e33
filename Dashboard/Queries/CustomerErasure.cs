using Npgsql;

namespace SegmentationUpdates.Dashboard.Queries;

/// <summary>Forgets customers: see db/functions/erase_customer.sql.</summary>
public sealed partial class CustomerErasure(NpgsqlDataSource source, ILogger<CustomerErasure> logger)
{
    /// <returns>False for a customer who is not known, and never was.</returns>
    public async Task<bool> EraseAsync(int customerId, CancellationToken cancellationToken = default)
    {
        await using var command = source.CreateCommand("SELECT erase_customer($1)");
        command.Parameters.Add(new() { Value = customerId });
        var wasKnown = (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
        if (wasKnown)
        {
            LogErased();
        }

        return wasKnown;
    }

    // Whom is not said: a log is kept, and copied, like nothing else.
    [LoggerMessage(1, LogLevel.Information, "A customer was erased")]
    private partial void LogErased();
}
