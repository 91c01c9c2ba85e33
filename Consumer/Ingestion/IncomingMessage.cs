using Confluent.Kafka;
using SegmentationUpdates.Messaging.Transactions;

namespace SegmentationUpdates.Consumer.Ingestion;

/// <summary>A message and the transaction that it holds.</summary>
internal readonly record struct IncomingMessage(ConsumeResult<byte[], byte[]> Source, Transaction Transaction);
