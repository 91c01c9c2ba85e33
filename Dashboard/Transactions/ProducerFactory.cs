using Confluent.Kafka;

namespace SegmentationUpdates.Dashboard.Transactions;

/// <summary>Makes producers for Kafka, configured by <see cref="Messaging.Clients.KafkaClientDefaults"/>.</summary>
/// <param name="deliveryTimeout">How long a message may wait for its acknowledgement.</param>
public delegate IProducer<byte[], byte[]> ProducerFactory(TimeSpan deliveryTimeout);
