using Confluent.Kafka;

namespace SegmentationUpdates.Messaging.Clients;

/// <summary>Makes a producer that sends in transactions, with the settings of the process and this id.</summary>
public delegate IProducer<byte[], byte[]> TransactionalProducerFactory(string transactionalId);
