using Confluent.Kafka;
using SegmentationUpdates.Pipeline.Transactions;

namespace SegmentationUpdates.Pipeline.Ingestion;

/// <summary>A message and why it is not ingested.</summary>
internal readonly record struct RejectedMessage(ConsumeResult<byte[], byte[]> Source, Rejection Rejection);
