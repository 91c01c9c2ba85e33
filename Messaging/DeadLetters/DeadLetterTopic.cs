using Confluent.Kafka;
using SegmentationUpdates.Messaging.Clients;
using SegmentationUpdates.Messaging.Topics;

namespace SegmentationUpdates.Messaging.DeadLetters;

/// <summary>Reads the dead-letter topic, and sends dead letters back to where they came from.</summary>
public sealed class DeadLetterTopic(
    ConsumerConfig consumerConfig, IProducer<byte[], byte[]> producer, string topic, TimeProvider time, KafkaLog? log = null)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The dead letters up to now that match, oldest first within a partition, each source once. All headers are read, and the values of
    /// those that match are held.
    /// </summary>
    /// <exception cref="KafkaException">The broker does not answer, or the topic does not exist.</exception>
    public IReadOnlyList<DeadLetter> Read(DeadLetterQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var letters = new Dictionary<TopicPartitionOffset, DeadLetter>();
        var replayed = new HashSet<TopicPartitionOffset>();
        using var consumer = new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig(consumerConfig)
        {
            // Reads on its own account: it joins no group and commits nothing.
            GroupId = $"{consumerConfig.GroupId}-dead-letters",
            EnablePartitionEof = true,
        }).SetLogHandler((_, message) => log?.Write(message)).SetErrorHandler((_, error) => log?.Write(error)).Build();
        var open = TopicPartitions.Read(consumer, topic, Timeout).ToHashSet();
        consumer.Assign(open.Select(partition => new TopicPartitionOffset(partition, Offset.Beginning)));
        while (open.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var record = consumer.Consume(Timeout)
                ?? throw new KafkaException(new Error(ErrorCode.Local_TimedOut, $"topic {topic} could not be read to its end"));
            if (record.IsPartitionEOF)
            {
                open.Remove(record.TopicPartition);
            }
            else if (DeadLetterFormat.IsReplayMark(record.Message.Headers))
            {
                replayed.Add(DeadLetterFormat.Source(record.Message.Headers)!);
            }
            else if (DeadLetterFormat.Read(record.Message) is { } letter && query.Matches(letter))
            {
                letters.TryAdd(letter.Source, letter);
            }
        }

        return [.. letters.Values.Where(letter => query.IncludeReplayed || !replayed.Contains(letter.Source))];
    }

    /// <summary>
    /// Sends a dead letter's message back to its topic, as it came, and marks it as replayed. Replaying twice does no harm: a transaction
    /// that is stored is a duplicate then. A message that is still no transaction comes back as a new dead letter.
    /// </summary>
    /// <exception cref="KafkaException">The broker has not got it; the dead letter is not marked.</exception>
    /// <exception cref="InvalidOperationException">The value is missing here.</exception>
    public async Task ReplayAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(letter);
        if (letter.OmittedBytes is { } bytes)
        {
            throw new InvalidOperationException(
                $"the value of {letter.Source} is not in the dead-letter topic, which did not take its {bytes} bytes: send it again from its source");
        }

        await producer.ProduceAsync(
            letter.Source.Topic,
            new Message<byte[], byte[]>
            {
                Key = letter.Message.Key,
                Value = letter.Message.Value,
                Headers = DeadLetterFormat.Original(letter.Message.Headers),
            },
            cancellationToken);
        await producer.ProduceAsync(topic, DeadLetterFormat.ReplayMark(letter.Source, time.GetUtcNow()), cancellationToken);
    }
}
