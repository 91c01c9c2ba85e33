using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using SegmentationUpdates.Clustering;
using SegmentationUpdates.Pipeline.Hosting;
using SegmentationUpdates.Pipeline.Storage;

namespace SegmentationUpdates.Pipeline.Reclustering;

/// <summary>
/// Keeps the model fresh: trains on schedule while there are changes, then scores every customer again. Of several replicas one does it,
/// the holder of an advisory lock; when its process or connection dies, PostgreSQL gives the lock to another. A pass that was cut off is
/// finished first.
/// </summary>
internal sealed partial class ReclusteringService(
    IServiceScopeFactory scopes,
    ModelTraining training,
    ModelApplier applier,
    IOptions<ReclusteringOptions> options,
    TimeProvider time,
    ILogger<ReclusteringService> logger) : CriticalService
{
    private const long LeaderLockKey = 7305808869231650915;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500);

    private DateTimeOffset _lastAttempt = DateTimeOffset.MinValue;

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var session = await SegmentationSession.OpenAsync(scopes, stoppingToken);
                if (await TryLockAsync(session.Connection, stoppingToken))
                {
                    await LeadAsync(session, stoppingToken);
                }
            }
            catch (Exception e) when (DatabaseErrors.IsTransient(e))
            {
                LogRetrying(e, options.Value.RetryDelay.TotalSeconds);
            }

            await Task.Delay(options.Value.RetryDelay, time, stoppingToken);
        }
    }

    private async Task LeadAsync(SegmentationSession session, CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(Tick, time);
            do
            {
                await UpdateAsync(session, stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        finally
        {
            // A pooled connection goes back with its locks.
            await UnlockAsync(session.Connection);
        }
    }

    private async Task UpdateAsync(SegmentationSession session, CancellationToken stoppingToken)
    {
        var active = await ModelStore.ActiveAsync(session.Context, stoppingToken);
        if (active is { AppliedAt: null } || active?.AppliedAt + options.Value.AgeingInterval < time.GetUtcNow())
        {
            await ApplyAsync(active!.ModelVersion);
        }

        if (await IsTrainingDueAsync(session, active, stoppingToken))
        {
            _lastAttempt = time.GetUtcNow();
            try
            {
                await ApplyAsync(await training.TrainAsync(
                    session, active, active is null ? ModelReason.Initial : ModelReason.Schedule, stoppingToken));
            }
            catch (UnclusterableDataException e)
            {
                LogNotTrained(e.Message, active?.ModelVersion);
            }
        }
    }

    private async Task<bool> IsTrainingDueAsync(SegmentationSession session, ClusteringModel? active, CancellationToken cancellationToken)
    {
        var last = active is null || _lastAttempt > active.CreatedAt ? _lastAttempt : active.CreatedAt;
        return time.GetUtcNow() - last >= options.Value.Interval
            && (active is null
                || await ModelStore.LatestTransactionAsync(session.Context, cancellationToken) != active.TrainedThrough);
    }

    // Not cut off by a stop: the pass is short, and after it every customer is where the active model says.
    private async Task ApplyAsync(long version)
    {
        var changed = await applier.ApplyAsync(version, CancellationToken.None);
        if (changed is { } count)
        {
            LogApplied(version, count);
        }
    }

    private static async Task<bool> TryLockAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock($1)", connection)
        {
            Parameters = { new() { Value = LeaderLockKey } },
        };
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private static async Task UnlockAsync(NpgsqlConnection connection)
    {
        try
        {
            await using var command = new NpgsqlCommand("SELECT pg_advisory_unlock($1)", connection)
            {
                Parameters = { new() { Value = LeaderLockKey } },
            };
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (Exception e) when (DatabaseErrors.IsTransient(e) || e is InvalidOperationException)
        {
            // The connection is gone, and the lock with it.
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Model {Version} applied: {Changes} customers changed segment")]
    private partial void LogApplied(long version, int changes);

    [LoggerMessage(2, LogLevel.Error, "No new model: {Reason}. Model {Version} stays active")]
    private partial void LogNotTrained(string reason, long? version);

    [LoggerMessage(3, LogLevel.Warning, "Re-clustering is interrupted; trying again in {Delay} s")]
    private partial void LogRetrying(Exception exception, double delay);
}
