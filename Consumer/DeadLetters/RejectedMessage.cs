using Confluent.Kafka;
using SegmentationUpdates.Messaging.Transactions;

namespace SegmentationUpdates.Consumer.DeadLetters;

/// <summary>A message and why it is not ingested.</summary>
internal readonly record struct RejectedMessage(ConsumeResult<byte[], byte[]> Source, Rejection Rejection);
