using Confluent.Kafka;
using Microsoft.Extensions.Options;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Messaging.Clients;
using SegmentationUpdates.Messaging.Topics;

namespace SegmentationUpdates.Consumer.Ingestion;

/// <summary>
/// Watches whether this consumer gets on. Where the group gives no partitions, or the broker no messages, the consuming thread comes round
/// and has no trouble, and nothing is ingested: the client tries again for ever without a word, for example with
/// <c>group.protocol=consumer</c> against a broker that does not know it, or without the right to read the group.
/// </summary>
internal sealed partial class IngestionWatch(
    IConsumer<byte[], byte[]> consumer,
    ConsumerLag lag,
    KafkaClientFactory clients,
    IngestionHealth health,
    IOptions<IngestionOptions> options,
    IOptions<TopicOptions> topics,
    TimeProvider time,
    ILogger<IngestionWatch> logger) : CriticalService
{
    // While the thread is in the database, which may take long, its position says nothing.
    private static readonly TimeSpan ComesRound = TimeSpan.FromSeconds(2);

    private readonly StallDetector _own = new(options.Value.StallAfter, time);
    private readonly StallDetector _group = new(options.Value.StallAfter, time);

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        var interval = options.Value.StallAfter / 5;
        GroupLag? group = null;
        try
        {
            for (var idle = TimeSpan.Zero; ; await Task.Delay(interval, time, stoppingToken))
            {
                idle = HasPartitions() ? TimeSpan.Zero : idle + interval;
                if (idle == TimeSpan.Zero)
                {
                    _group.Reset();
                    Show(OwnStall());
                }
                else
                {
                    // Not at once: a rebalance takes a moment, and most never need this client.
                    _own.Reset();
                    group ??= idle > options.Value.StallAfter / 2 ? new GroupLag(clients.Consumer(), topics.Value.Transactions) : null;
                    Show(group is null ? null : GroupStall(group));
                }
            }
        }
        finally
        {
            group?.Dispose();
        }
    }

    private bool HasPartitions()
    {
        try
        {
            return consumer.Assignment.Count > 0;
        }
        catch (Exception e) when (e is KafkaException or ObjectDisposedException)
        {
            return true; // Closed: the process ends.
        }
    }

    private string? OwnStall()
    {
        if (health.Trouble is not null || time.GetUtcNow() - health.LastBeat > ComesRound)
        {
            _own.Reset();
            return null;
        }

        var (position, waiting) = lag.Progress();
        return _own.Observe(position, waiting) is { } still
            ? $"no message of {topics.Value.Transactions} has come for {still.TotalSeconds:0} s, though {waiting} wait in this consumer's partitions: "
                + "see whether the partitions have a leader, and whether a producer leaves a transaction open"
            : null;
    }

    private string? GroupStall(GroupLag group)
    {
        try
        {
            var (committed, waiting) = group.MeasureProgress();
            return _group.Observe(committed, waiting) is { } still
                ? $"the consumer group gives this consumer no partition and has finished nothing for {still.TotalSeconds:0} s, though {waiting} messages "
                    + $"of {topics.Value.Transactions} wait: see whether the broker knows the group.protocol, whether this user may read the group, "
                    + "and whether a member of it hangs"
                : null;
        }
        catch (KafkaException)
        {
            // The broker is away, which the consuming thread says.
            _group.Reset();
            return null;
        }
    }

    private void Show(string? stall)
    {
        if (stall is not null && health.Stall is null)
        {
            LogStalled(stall);
        }
        else if (stall is null && health.Stall is not null)
        {
            LogGoesOn();
        }

        health.Stall = stall;
    }

    [LoggerMessage(1, LogLevel.Warning, "The ingestion stands still: {Stall}")]
    private partial void LogStalled(string stall);

    [LoggerMessage(2, LogLevel.Information, "The ingestion goes on")]
    private partial void LogGoesOn();
}
