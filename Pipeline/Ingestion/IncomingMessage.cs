using Confluent.Kafka;
using SegmentationUpdates.Pipeline.Transactions;

namespace SegmentationUpdates.Pipeline.Ingestion;

/// <summary>A message and the transaction that it holds.</summary>
internal readonly record struct IncomingMessage(ConsumeResult<byte[], byte[]> Source, Transaction Transaction);
