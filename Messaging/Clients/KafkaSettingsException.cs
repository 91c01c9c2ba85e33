namespace SegmentationUpdates.Messaging.Clients;

/// <summary>A Kafka client cannot be configured. The message names the key.</summary>
public sealed class KafkaSettingsException(string message, Exception? innerException = null) : Exception(message, innerException);
