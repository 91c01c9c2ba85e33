using Confluent.Kafka;

namespace SegmentationUpdates.Messaging.Clients;

/// <summary>No broker can be used. Says why in the client's own words.</summary>
public sealed class KafkaUnavailableException(KafkaReason reason, Exception? innerException = null)
    : KafkaException(new Error(ErrorCode.Local_AllBrokersDown, reason?.Text), innerException)
{
    public KafkaReason Reason { get; } = reason!;
}
