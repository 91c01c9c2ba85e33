using Confluent.Kafka;
using SegmentationUpdates.Messaging.Topics;

namespace SegmentationUpdates.Verification;

/// <summary>Makes the settings of a client that reads as the consumers' group does, without being a member.</summary>
public delegate ConsumerConfig VerifyingConsumer();

/// <summary>The topics of a verification.</summary>
/// <param name="Consumer">As the group's members are configured.</param>
/// <param name="Names">What they are called.</param>
/// <param name="PerSecond">Most messages that are read a second; at least 1.</param>
public sealed record TopicsToVerify(ConsumerConfig Consumer, TopicOptions Names, int PerSecond);
