using Confluent.Kafka;

namespace SegmentationUpdates.Consumer.Ingestion;

/// <summary>A consumer, and what follows its messages from their collection to the commit of their offsets. For the consuming thread.</summary>
/// <param name="Consumer">Subscribed to the topic.</param>
/// <param name="Collector">Gathers batches of its messages.</param>
/// <param name="Offsets">Commits what is done.</param>
/// <param name="Topic">Of the transactions.</param>
/// <param name="Group">The consumer group.</param>
internal sealed record ConsumerSession(
    IConsumer<byte[], byte[]> Consumer, BatchCollector Collector, OffsetCommits Offsets, string Topic, string Group);
