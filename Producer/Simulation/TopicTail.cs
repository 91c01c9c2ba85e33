using Confluent.Kafka;
using SegmentationUpdates.Messaging.Topics;
using SegmentationUpdates.Messaging.Transactions;

namespace SegmentationUpdates.Producer.Simulation;

/// <summary>Settings for a consumer that is a member of no group.</summary>
public delegate ConsumerConfig TailConsumer();

/// <summary>Reads the last message of each partition: where an earlier simulation has stopped, for a producer that knows no database.</summary>
internal sealed class TopicTail(TailConsumer config)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <param name="topic">Of transactions.</param>
    /// <param name="now">Real time, UTC.</param>
    /// <param name="cancellationToken">Takes effect between two partitions.</param>
    /// <returns>The time of the latest transaction, or, if that is later, now.</returns>
    /// <exception cref="KafkaException">The broker does not answer, or there is no such topic.</exception>
    public DateTime LatestTime(string topic, DateTime now, CancellationToken cancellationToken)
    {
        using var consumer = new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig(config()) { EnablePartitionEof = true })
            .SetLogHandler((_, _) => { })
            .SetErrorHandler((_, _) => { })
            .Build();
        var latest = now;
        foreach (var partition in TopicPartitions.Read(consumer, topic, Timeout))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var offsets = consumer.QueryWatermarkOffsets(partition, Timeout);
            if (offsets.High <= offsets.Low)
            {
                continue;
            }

            consumer.Assign(new TopicPartitionOffset(partition, offsets.High - 1));
            if (consumer.Consume(Timeout) is { IsPartitionEOF: false } last
                && TransactionCodec.TryDecode(last.Message.Value, DateTime.MaxValue - TransactionLimits.MaxClockSkew, out var transaction) is null
                && transaction.Time > latest)
            {
                latest = transaction.Time;
            }
        }

        consumer.Close();
        return latest;
    }
}
