using Microsoft.Extensions.Options;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Storage;
using SegmentationUpdates.Storage.Models;

namespace SegmentationUpdates.Trainer.Reclustering;

/// <summary>
/// Keeps the model fresh, round by round (<see cref="ReclusteringCycle"/>). Of several replicas one does it, the holder of
/// <see cref="AdvisoryLock"/>. A stop that comes before the first look at the database is over waits for it: even the shortest run leaves a
/// model behind.
/// </summary>
internal sealed partial class ReclusteringService(
    IServiceScopeFactory scopes,
    ReclusteringCycle cycle,
    ReclusteringMetrics metrics,
    IOptions<ReclusteringOptions> options,
    TimeProvider time,
    ILogger<ReclusteringService> logger) : CriticalService
{
    private static readonly string[] Channels = ["clustering_models", "retraining_requests"];
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan SizesInterval = TimeSpan.FromSeconds(10);

    private DateTimeOffset _lastSizes = DateTimeOffset.MinValue;

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        for (var isFirst = true; isFirst || !stoppingToken.IsCancellationRequested; isFirst = false)
        {
            var opening = isFirst ? CancellationToken.None : stoppingToken;
            try
            {
                await using var session = await SegmentationSession.OpenAsync(scopes, opening);
                if (await AdvisoryLock.Reclustering.TryHoldAsync(session.Connection, opening))
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
            using var signals = await DatabaseSignals.ListenAsync(session.Connection, Channels, opening);
            await cycle.RunAsync(session, signals, stoppingToken, opening);
            while (true)
            {
                await MeasureAsync(session, stoppingToken);
                await signals.WaitAsync(Tick, stoppingToken);
                await cycle.RunAsync(session, signals, stoppingToken, stoppingToken);
            }
        }
        finally
        {
            metrics.Show(model: null, sizes: null);
            await AdvisoryLock.Reclustering.ReleaseAsync(session.Connection);
        }
    }

    private async Task MeasureAsync(SegmentationSession session, CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() - _lastSizes >= SizesInterval)
        {
            _lastSizes = time.GetUtcNow();
            metrics.Show(
                await session.Context.ActiveModelAsync(cancellationToken),
                await ModelStore.SegmentSizesAsync(session.Context, cancellationToken));
        }
    }

    [LoggerMessage(3, LogLevel.Warning, "Re-clustering is interrupted ({Reason}); trying again in {Delay} s")]
    private partial void LogRetrying(string reason, double delay);
}
