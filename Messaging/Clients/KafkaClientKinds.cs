namespace SegmentationUpdates.Messaging.Clients;

/// <summary>Kinds of Kafka clients. Each has a section of its own below <see cref="KafkaSettings.Section"/>.</summary>
[Flags]
public enum KafkaClientKinds
{
    None = 0,
    Consumer = 1,
    Producer = 2,
    Admin = 4,
    All = Consumer | Producer | Admin,
}
