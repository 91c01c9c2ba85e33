using Confluent.Kafka;
using Microsoft.Extensions.Options;
using Npgsql;
using SegmentationUpdates.Messaging.Clients;
using SegmentationUpdates.Messaging.SegmentChanges;
using SegmentationUpdates.Messaging.Topics;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Trainer.Publishing;

/// <summary>
/// Sends changes to Kafka and remembers how far it is, in the database, after the brokers have acknowledged them. A crash in between sends
/// them again: at least once, and of each customer always in order.
/// </summary>
internal sealed class SegmentChangePublisher(
    LastingProducer producer,
    SegmentChangeMetrics metrics,
    IOptions<SegmentChangeOptions> options,
    IOptions<TopicOptions> topics,
    TimeProvider time)
{
    // While Kafka is away a delivery takes minutes to fail.
    private static readonly TimeSpan MeasureInterval = TimeSpan.FromSeconds(10);

    private string Topic => topics.Value.SegmentChanges;

    /// <param name="connection">Holds the lock of <see cref="AdvisoryLock.SegmentChanges"/>.</param>
    /// <param name="cancellationToken">What was sent by then may be sent again.</param>
    /// <returns>How many changes it published; 0 when there are none left.</returns>
    /// <exception cref="KafkaException">Kafka has not got them all.</exception>
    /// <exception cref="NpgsqlException">The database is away.</exception>
    public async Task<int> PublishNextAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var position = await SegmentChangeTable.PositionAsync(connection, Topic, cancellationToken);
        var changes = await SegmentChangeTable.ReadAsync(connection, position, options.Value.BatchSize, cancellationToken);
        if (changes.Count == 0)
        {
            metrics.ShowWaiting(0);
            return 0;
        }

        var deliveries = Task.WhenAll(changes.Select(change => SendAsync(change, cancellationToken)));
        while (await Task.WhenAny(deliveries, Task.Delay(MeasureInterval, time, cancellationToken)) != deliveries)
        {
            // Also tells a lost connection, and with it a lost lock.
            metrics.ShowWaiting(await SegmentChangeTable.WaitingAsync(connection, position, cancellationToken));
        }

        await deliveries;
        await SegmentChangeTable.AdvanceAsync(connection, Topic, changes[^1].ChangeId, cancellationToken);
        metrics.RecordPublished(changes, time.GetUtcNow());
        return changes.Count;
    }

    private async Task SendAsync(SegmentChange change, CancellationToken cancellationToken)
    {
        var message = SegmentChangeFormat.Write(Message(change));
        using var activity = SegmentChangeTelemetry.StartSend(Topic, change, message);
        await producer.ProduceAsync(Topic, message, cancellationToken);
    }

    private static SegmentChangeMessage Message(SegmentChange change) => new()
    {
        ChangeId = change.ChangeId,
        CustomerId = change.CustomerId,
        ExternalId = change.ExternalId,
        From = change.FromSegment,
        To = change.ToSegment,
        Reason = change.Reason,
        ModelVersion = change.ModelVersion,
        ChangedAt = change.ChangedAt.UtcDateTime,
    };

    /// <summary>Measures how many changes wait.</summary>
    public async Task MeasureAsync(NpgsqlConnection connection, CancellationToken cancellationToken) => metrics.ShowWaiting(
        await SegmentChangeTable.WaitingAsync(
            connection, await SegmentChangeTable.PositionAsync(connection, Topic, cancellationToken), cancellationToken));
}
