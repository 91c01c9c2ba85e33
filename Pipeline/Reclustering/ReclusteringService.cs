using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SegmentationUpdates.Clustering;
using SegmentationUpdates.Pipeline.Hosting;
using SegmentationUpdates.Pipeline.Storage;

namespace SegmentationUpdates.Pipeline.Reclustering;

/// <summary>
/// Keeps the model fresh: trains on request, and on schedule while there are changes, then scores every customer again. Of several
/// replicas one does it, the holder of <see cref="LeaderLock"/>. A pass that was cut off is finished first. A stop that comes before the
/// first look at the database is over waits for it: even the shortest run leaves a model behind.
/// </summary>
internal sealed partial class ReclusteringService(
    IServiceScopeFactory scopes,
    ModelTraining training,
    ModelApplier applier,
    ReclusteringMetrics metrics,
    IOptions<ReclusteringOptions> options,
    TimeProvider time,
    ILogger<ReclusteringService> logger) : CriticalService
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan SizesInterval = TimeSpan.FromSeconds(10);

    private DateTimeOffset _lastAttempt = DateTimeOffset.MinValue;
    private DateTimeOffset _lastSizes = DateTimeOffset.MinValue;

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        for (var isFirst = true; isFirst || !stoppingToken.IsCancellationRequested; isFirst = false)
        {
            var opening = isFirst ? CancellationToken.None : stoppingToken;
            try
            {
                await using var session = await SegmentationSession.OpenAsync(scopes, opening);
                if (await LeaderLock.TryTakeAsync(session.Connection, opening))
                {
                    await LeadAsync(session, opening, stoppingToken);
                }
            }
            catch (Exception e) when (DatabaseErrors.IsTransient(e))
            {
                LogRetrying(e.GetBaseException().Message, options.Value.RetryDelay.TotalSeconds);
            }

            await Task.Delay(options.Value.RetryDelay, time, stoppingToken);
        }
    }

    private async Task LeadAsync(SegmentationSession session, CancellationToken opening, CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(Tick, time);
            await UpdateAsync(session, opening);
            do
            {
                await UpdateAsync(session, stoppingToken);
                await MeasureAsync(session, stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        finally
        {
            metrics.Show(model: null, sizes: null);
            await LeaderLock.ReleaseAsync(session.Connection);
        }
    }

    private async Task UpdateAsync(SegmentationSession session, CancellationToken stoppingToken)
    {
        var active = await ModelStore.ActiveAsync(session.Context, stoppingToken);
        if (active is { AppliedAt: null } || active?.AppliedAt + options.Value.AgeingInterval < time.GetUtcNow())
        {
            await ApplyAsync(active!.ModelVersion);
        }

        var request = await RetrainingRequests.WaitingAsync(session, stoppingToken);
        if (request is null && !await IsDueAsync(session, active, stoppingToken))
        {
            return;
        }

        _lastAttempt = time.GetUtcNow();
        var reason = active is null ? ModelReason.Initial : request is null ? ModelReason.Schedule : ModelReason.Request;
        long? version = null;
        string? error = null;
        try
        {
            version = await training.TrainAsync(session, active, reason, stoppingToken);
            await ApplyAsync(version.Value);
        }
        catch (UnclusterableDataException e)
        {
            error = e.Message;
            LogNotTrained(error, active?.ModelVersion);
        }

        if (request is { } last)
        {
            await RetrainingRequests.AnswerAsync(session, last, version, error, stoppingToken);
        }
    }

    private async Task<bool> IsDueAsync(SegmentationSession session, ClusteringModel? active, CancellationToken cancellationToken)
    {
        var last = active is null || _lastAttempt > active.CreatedAt ? _lastAttempt : active.CreatedAt;
        return time.GetUtcNow() - last >= options.Value.Interval
            && (active is null
                || await ModelStore.LatestTransactionAsync(session.Context, cancellationToken) != active.TrainedThrough);
    }

    // Not cut off by a stop: the pass is short, and after it every customer is where the active model says.
    private async Task ApplyAsync(long version)
    {
        using var activity = ReclusteringTelemetry.Source.StartActivity("apply model");
        activity?.SetTag("segmentation.model.version", version);
        var started = time.GetTimestamp();
        if (await applier.ApplyAsync(version, CancellationToken.None) is { } changes)
        {
            activity?.SetTag("segmentation.segment.changes", changes);
            metrics.RecordApply(time.GetElapsedTime(started), changes);
            LogApplied(version, changes);
        }
    }

    private async Task MeasureAsync(SegmentationSession session, CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() - _lastSizes >= SizesInterval)
        {
            _lastSizes = time.GetUtcNow();
            metrics.Show(
                await ModelStore.ActiveAsync(session.Context, cancellationToken),
                await ModelStore.SegmentSizesAsync(session.Context, cancellationToken));
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Model {Version} applied: {Changes} customers changed segment")]
    private partial void LogApplied(long version, int changes);

    [LoggerMessage(2, LogLevel.Error, "No new model: {Reason} Model {Version} stays active")]
    private partial void LogNotTrained(string reason, long? version);

    [LoggerMessage(3, LogLevel.Warning, "Re-clustering is interrupted ({Reason}); trying again in {Delay} s")]
    private partial void LogRetrying(string reason, double delay);
}
