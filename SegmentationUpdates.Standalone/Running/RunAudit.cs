using SegmentationUpdates.Pipeline.Messaging;
using SegmentationUpdates.Pipeline.Transactions;

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
            failures.Add(Commands.ErrorMessages.For(failure) ?? failure.ToString());
        }

        if (roles.Simulation is { Failed: > 0 } simulation)
        {
            failures.Add($"{simulation.Failed:N0} transactions never reached Kafka");
        }

        if (roles.Ingestion is { Lost: > 0 } ingestion)
        {
            failures.Add($"{ingestion.Lost:N0} messages were deleted by the broker before they were read");
        }

        if (_settings.HoldsBothEnds)
        {
            if (abandoned)
            {
                failures.Add("stopped before the backlog was ingested");
            }
            else if (failures.Count == 0 && await ImbalanceAsync(roles) is { } imbalance)
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
            SegmentChanges = _database is null ? 0 : await _database.ChangesAfterAsync(_lastChange, CancellationToken.None),
            ModelVersion = _database is null ? 0 : await _database.ActiveModelAsync(CancellationToken.None),
            FirstIngestedAt = roles.Ingestion?.FirstIngestedAt,
            Delays = roles.Ingestion?.Delays(),
            Failures = failures,
        };
    }

    // A simulated transaction is refused only when its customer is not in the database; others that share the topic may be refused too. What
    // went with customers who were erased meanwhile may be of this run or of an earlier one.
    private async Task<string?> ImbalanceAsync(RunningRoles roles)
    {
        if (roles is not { Simulation: { ProducerNumber: { } number, Delivered: var produced }, Ingestion: { DeadLettered: var deadLettered, Erased: var late } })
        {
            return null;
        }

        var stored = await _database!.StoredAsync(number, TransactionIdGenerator.FirstAt(_began), CancellationToken.None);
        var erased = await _database.ErasedAsync(CancellationToken.None) - _erased + late;
        return stored <= produced && stored + deadLettered + erased >= produced
            ? null
            : $"{produced:N0} transactions were produced, but {stored:N0} are stored, {deadLettered:N0} dead-lettered and {erased:N0} erased";
    }
}
