namespace SegmentationUpdates.Messaging.Clients;

/// <summary>A Kafka client cannot be configured. The message names the key.</summary>
public sealed class KafkaSettingsException : Exception
{
    public KafkaSettingsException()
    {
    }

    public KafkaSettingsException(string message)
        : base(message)
    {
    }

    public KafkaSettingsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
