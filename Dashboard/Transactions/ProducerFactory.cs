using Confluent.Kafka;

namespace SegmentationUpdates.Dashboard.Transactions;

/// <summary>Makes producers for Kafka, configured by <see cref="SegmentationUpdates.Pipeline.Messaging.KafkaClientDefaults"/>.</summary>
/// <param name="deliveryTimeout">How long a message may wait for its acknowledgement.</param>
public delegate IProducer<byte[], byte[]> ProducerFactory(TimeSpan deliveryTimeout);
