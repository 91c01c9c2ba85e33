using Confluent.Kafka;

namespace SegmentationUpdates.Messaging.DeadLetters;

/// <summary>A message that was not ingested, as it lies in the dead-letter topic.</summary>
/// <param name="Source">Where it came from. Two dead letters with one source are the same one, written twice by a crash in between.</param>
/// <param name="Reason">The text of a <see cref="Transactions.RejectionReason"/>, or what another program wrote.</param>
/// <param name="Detail">The reason in words.</param>
/// <param name="RejectedAt">When it was rejected.</param>
/// <param name="Message">Key and value as they came, headers with those of the dead letter.</param>
/// <param name="OmittedBytes">Length of a value that the topic did not take, and that is missing here; null when nothing is missing.</param>
public sealed record DeadLetter(
    TopicPartitionOffset Source,
    string Reason,
    string Detail,
    DateTimeOffset RejectedAt,
    Message<byte[], byte[]> Message,
    long? OmittedBytes);
