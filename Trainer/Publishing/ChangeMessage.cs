using Confluent.Kafka;
using SegmentationUpdates.Messaging.SegmentChanges;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Trainer.Publishing;

/// <summary>A row of the table as a record of the topic.</summary>
internal static class ChangeMessage
{
    public static Message<byte[], byte[]> Of(SegmentChange change) => SegmentChangeFormat.Write(new SegmentChangeMessage
    {
        ChangeId = change.ChangeId,
        CustomerId = change.CustomerId,
        ExternalId = change.ExternalId,
        From = change.FromSegment,
        To = change.ToSegment,
        Reason = change.Reason,
        ModelVersion = change.ModelVersion,
        ChangedAt = change.ChangedAt.UtcDateTime,
    });
}
