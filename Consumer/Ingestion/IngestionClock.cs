using Npgsql;
using SegmentationUpdates.Messaging.Transactions;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Consumer.Ingestion;

/// <summary>
/// The customers' time for the ingestion: the real one, but where the database was made for a simulation that is faster. There the transactions that
/// are stored move it on. For the consuming thread.
/// </summary>
internal sealed partial class IngestionClock(IServiceScopeFactory scopes, TimeProvider time, ILogger<IngestionClock> logger)
{
    private CustomerClock? _simulated;

    /// <summary>What a transaction's time is held to, UTC.</summary>
    public DateTime Now
    {
        get
        {
            var now = time.GetUtcNow().UtcDateTime;
            return _simulated?.Latest(now, TransactionLimits.MaxClockSkew) ?? now;
        }
    }

    /// <summary>Asks the database; before that, the time is the real one.</summary>
    /// <exception cref="Exception"><see cref="DatabaseErrors.IsTransient"/> tells whether to try again.</exception>
    public void Read()
    {
        using var session = SegmentationSession.Open(scopes);
        _simulated = CustomerClock.Read(session.Connection);
        if (_simulated is { } clock)
        {
            LogSimulated(clock.Speed, clock.Time);
        }
    }

    /// <summary>Moves simulated time on to the latest of these, which are stored.</summary>
    /// <param name="connection">In no database transaction.</param>
    /// <param name="stored">At least one.</param>
    public void Advance(NpgsqlConnection connection, IReadOnlyList<IncomingMessage> stored)
    {
        if (_simulated is null)
        {
            return;
        }

        try
        {
            CustomerClock.Advance(connection, stored.Max(message => message.Transaction.Time));
            _simulated = CustomerClock.Read(connection) ?? _simulated;
        }
        catch (Exception e) when (DatabaseErrors.IsTransient(e))
        {
            // The transactions are stored; the next ones move it further.
            LogNotAdvanced(e.GetBaseException().Message);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "The customers' time is simulated: {Speed} seconds in one, {Time:u} now")]
    private partial void LogSimulated(double speed, DateTime time);

    [LoggerMessage(2, LogLevel.Warning, "The customers' time could not be moved on ({Reason}); the next batch does")]
    private partial void LogNotAdvanced(string reason);
}
