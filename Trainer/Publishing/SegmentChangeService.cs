using Confluent.Kafka;
using Microsoft.Extensions.Options;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Messaging.Clients;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Trainer.Publishing;

/// <summary>
/// Publishes changes of segment, and of the segments' names, as they come. Of several replicas one does it, the holder of the lock; another goes on where it
/// was when it is gone. Kafka or the database away is waited out.
/// </summary>
internal sealed partial class SegmentChangeService(
    IServiceScopeFactory scopes,
    SegmentChangePublisher publisher,
    SegmentNamePublisher names,
    ChangeWriters writers,
    SegmentChangeMetrics metrics,
    IOptions<SegmentChangeOptions> options,
    TimeProvider time,
    ILogger<SegmentChangeService> logger) : CriticalService
{
    private static readonly string[] Channels = ["segment_changes", "segment_names", "clustering_models"];
    private static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(10);

    private readonly Backoff _backoff = new(options.Value.RetryDelay, options.Value.MaxRetryDelay);
    private DateTimeOffset _lastLog = DateTimeOffset.MinValue;
    private int _unlogged;

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        while (options.Value.Enabled)
        {
            var delay = options.Value.RetryDelay;
            try
            {
                await using var session = await SegmentationSession.OpenAsync(scopes, stoppingToken);
                if (await AdvisoryLock.SegmentChanges.TryHoldAsync(session.Connection, stoppingToken))
                {
                    await PublishAsync(session, stoppingToken);
                }
            }
            catch (Exception e) when (
                (DatabaseErrors.IsTransient(e) || KafkaErrors.MayPass(e)) && !stoppingToken.IsCancellationRequested)
            {
                delay = _backoff.Next();
                LogRetrying((e is KafkaException ? e : e.GetBaseException()).Message, delay.TotalSeconds);
            }

            await Task.Delay(delay, time, stoppingToken);
        }
    }

    private async Task PublishAsync(SegmentationSession session, CancellationToken stoppingToken)
    {
        try
        {
            // First: who cannot begin lets changes wait, and that is to be seen.
            await publisher.MeasureAsync(session.Connection, stoppingToken);
            await using var writer = await writers.BeginAsync(stoppingToken);
            if (await publisher.BeginAgainAsync(session.Connection, writer, stoppingToken))
            {
                LogBeganAgain();
            }

            names.Begin();
            using var signals = await DatabaseSignals.ListenAsync(session.Connection, Channels, stoppingToken);
            while (true)
            {
                if (await publisher.PublishNextAsync(session.Connection, writer, stoppingToken) is > 0 and var published)
                {
                    _backoff.Reset();
                    Log(published);
                }
                else if (!await names.PublishAsync(session.Connection, writer, stoppingToken))
                {
                    await signals.WaitAsync(options.Value.PollInterval, stoppingToken);
                }
            }
        }
        finally
        {
            metrics.ShowWaiting(null);
            await AdvisoryLock.SegmentChanges.ReleaseAsync(session.Connection);
        }
    }

    // Changes come by the batch: a line for each would be too many.
    private void Log(int published)
    {
        _unlogged += published;
        if (time.GetUtcNow() - _lastLog >= LogInterval)
        {
            LogPublished(_unlogged);
            (_unlogged, _lastLog) = (0, time.GetUtcNow());
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Published {Changes} changes of segment")]
    private partial void LogPublished(int changes);

    [LoggerMessage(3, LogLevel.Information, "The topic of changes is new: every change that is kept is published again")]
    private partial void LogBeganAgain();

    [LoggerMessage(2, LogLevel.Warning, "Changes of segment cannot be published ({Reason}); trying again in {Delay:0.0} s")]
    private partial void LogRetrying(string reason, double delay);
}
