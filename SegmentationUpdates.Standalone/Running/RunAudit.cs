using SegmentationUpdates.Consumer.Ingestion;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Messaging.Topics;
using SegmentationUpdates.Messaging.Transactions;
using SegmentationUpdates.Standalone.Errors;
using SegmentationUpdates.Standalone.Views;

namespace SegmentationUpdates.Standalone.Running;

/// <summary>
/// Adds a run up at its end. What was produced is not only compared with what the consumer says it ingested, but counted in the database.
/// </summary>
internal sealed class RunAudit
{
    private readonly RunSettings _settings;
    private readonly RunDatabase? _database;
    private readonly DateTimeOffset _began = DateTimeOffset.UtcNow;
    private readonly long _lastChange;
    private readonly long _erased;

    private RunAudit(RunSettings settings, RunDatabase? database, long lastChange, long erased)
    {
        _settings = settings;
        _database = database;
        _lastChange = lastChange;
        _erased = erased;
    }

    public static async Task<RunAudit> BeginAsync(RunSettings settings, RunDatabase? database, CancellationToken cancellationToken) =>
        database is null
            ? new(settings, database, 0, 0)
            : new(settings, database, await database.LastChangeAsync(cancellationToken), await database.ErasedAsync(cancellationToken));

    /// <param name="roles">Stopped.</param>
    /// <param name="lag">Of the consumer group; null without Kafka.</param>
    /// <param name="abandoned">The backlog was left on purpose.</param>
    public async Task<RunOutcome> EndAsync(RunningRoles roles, GroupLag? lag, bool abandoned)
    {
        var failures = new List<string>();
        if (roles.Failure is { } failure)
        {
            failures.Add(ErrorMessages.For(failure) ?? failure.ToString());
        }

        if (roles.Simulation is { Failed: > 0 } simulation)
        {
            failures.Add($"{simulation.Failed:N0} transactions never reached Kafka");
        }

        if (roles.Ingestion is { Lost: > 0 } ingestion)
        {
            failures.Add($"{ingestion.Lost:N0} messages were deleted by the broker before they were read");
        }

        // What went with customers who were erased meanwhile may be of this run or of an earlier one.
        var erased = _database is null
            ? 0
            : await _database.ErasedAsync(CancellationToken.None) - _erased + (roles.Ingestion?.Erased ?? 0);
        if (_settings.HoldsBothEnds)
        {
            if (abandoned)
            {
                failures.Add("stopped before the backlog was ingested");
            }
            else if (failures.Count == 0 && await ImbalanceAsync(roles, erased) is { } imbalance)
            {
                failures.Add(lag is not null && Drain.IsBehind(lag) ? $"{imbalance}; the backlog is not empty" : imbalance);
            }
        }

        return new RunOutcome
        {
            Produced = roles.Simulation?.Delivered ?? 0,
            Ingested = roles.Ingestion?.Ingested ?? 0,
            Duplicates = roles.Ingestion?.Duplicates ?? 0,
            DeadLettered = roles.Ingestion?.DeadLettered ?? 0,
            Erased = erased,
            SegmentChanges = _database is null ? 0 : await _database.ChangesAfterAsync(_lastChange, CancellationToken.None),
            ModelVersion = _database is null ? 0 : await _database.ActiveModelAsync(CancellationToken.None),
            FirstIngestedAt = roles.Ingestion?.FirstIngestedAt,
            Delays = roles.Ingestion?.Delays(),
            Failures = failures,
        };
    }

    private async Task<string?> ImbalanceAsync(RunningRoles roles, long erased)
    {
        if (roles is not { Simulation: { ProducerNumber: { } number, Delivered: var produced }, Ingestion: { DeadLettered: var deadLettered } ingestion })
        {
            return null;
        }

        var stored = await _database!.StoredAsync(number, TransactionIdGenerator.FirstAt(_began), CancellationToken.None);
        if (stored > produced || stored + deadLettered + erased < produced)
        {
            return $"{produced:N0} transactions were produced, but {stored:N0} are stored, {deadLettered:N0} dead-lettered and {erased:N0} erased";
        }

        // The topic may be shared: dead letters of others are no failure of this run.
        return produced - stored - erased is > 0 and var own
            ? $"{own:N0} of the {produced:N0} transactions that this run produced were dead-lettered ({Reasons(ingestion)})"
            : null;
    }

    private static string Reasons(IngestionCounters ingestion) => string.Join(", ", ingestion.DeadLettersByReason
        .OrderByDescending(reason => reason.Value)
        .Select(reason => $"{reason.Key.ToText()}: {reason.Value:N0}"));
}
