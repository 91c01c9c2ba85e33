using Confluent.Kafka;
using Microsoft.Extensions.Options;
using Npgsql;
using SegmentationUpdates.Messaging.Topics;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Trainer.Publishing;

/// <summary>
/// Sends changes to Kafka and remembers how far it is, in the database, after the brokers have acknowledged them. A crash in between sends
/// them again: at least once, and of each customer always in order.
/// </summary>
internal sealed class SegmentChangePublisher(
    SegmentChangeMetrics metrics,
    IOptions<SegmentChangeOptions> options,
    IOptions<TopicOptions> topics,
    TimeProvider time)
{
    // While Kafka is away a delivery takes minutes to fail.
    private static readonly TimeSpan MeasureInterval = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan TopicTimeout = TimeSpan.FromSeconds(10);

    private string Topic => topics.Value.SegmentChanges;

    /// <summary>
    /// Begins with all changes again when the topic is another than that which had them: one that was made again, or is at other brokers.
    /// Before anything is sent, for afterwards the two look the same.
    /// </summary>
    /// <param name="connection">Holds the lock of <see cref="AdvisoryLock.SegmentChanges"/>.</param>
    /// <param name="writer">Made since the lock is held.</param>
    /// <param name="cancellationToken">Ends it before the next call.</param>
    /// <returns>Whether it does.</returns>
    /// <exception cref="KafkaException">No broker answers.</exception>
    /// <exception cref="NpgsqlException">The database is away.</exception>
    public async Task<bool> BeginAgainAsync(NpgsqlConnection connection, IChangeWriter writer, CancellationToken cancellationToken)
    {
        if (await SegmentChangeTable.PositionAsync(connection, Topic, cancellationToken) == 0
            || !await TopicEnds.IsUnusedAsync(writer.Client, Topic, TopicTimeout))
        {
            return false;
        }

        await SegmentChangeTable.SetPositionAsync(connection, Topic, 0, cancellationToken);
        return true;
    }

    /// <param name="connection">Holds the lock of <see cref="AdvisoryLock.SegmentChanges"/>.</param>
    /// <param name="writer">Made since the lock is held.</param>
    /// <param name="cancellationToken">What was sent by then may be sent again.</param>
    /// <returns>How many changes it published; 0 when there are none left.</returns>
    /// <exception cref="KafkaException">Kafka has not got them all.</exception>
    /// <exception cref="NpgsqlException">The database is away.</exception>
    public async Task<int> PublishNextAsync(NpgsqlConnection connection, IChangeWriter writer, CancellationToken cancellationToken)
    {
        var position = await SegmentChangeTable.PositionAsync(connection, Topic, cancellationToken);
        var changes = await SegmentChangeTable.ReadAsync(connection, position, options.Value.BatchSize, cancellationToken);
        if (changes.Count == 0)
        {
            metrics.ShowWaiting(0);
            return 0;
        }

        using var lead = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var writing = writer.WriteAsync(changes, lead.Token);
        try
        {
            while (await Task.WhenAny(writing, Task.Delay(MeasureInterval, time, cancellationToken)) != writing)
            {
                // Also tells a lost connection, and with it a lost lock.
                metrics.ShowWaiting(await SegmentChangeTable.WaitingAsync(connection, position, cancellationToken));
            }
        }
        catch
        {
            // Whoever gives up the lead has to have stopped writing.
            await lead.CancelAsync();
            await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        await writing;
        await SegmentChangeTable.SetPositionAsync(connection, Topic, changes[^1].ChangeId, cancellationToken);
        metrics.RecordPublished(changes, time.GetUtcNow());
        return changes.Count;
    }

    /// <summary>Measures how many changes wait.</summary>
    public async Task MeasureAsync(NpgsqlConnection connection, CancellationToken cancellationToken) => metrics.ShowWaiting(
        await SegmentChangeTable.WaitingAsync(
            connection, await SegmentChangeTable.PositionAsync(connection, Topic, cancellationToken), cancellationToken));
}
