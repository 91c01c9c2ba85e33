using Npgsql;

namespace SegmentationUpdates.Storage;

/// <summary>A customer's move from one segment to another. Ids grow in the order of commit.</summary>
public sealed class SegmentChange
{
    /// <summary>What <see cref="Read"/> reads, for the SELECT of a query on <c>segment_changes</c>.</summary>
    public static readonly string Columns =
        $"change_id, customer_id, from_segment, to_segment, changed_at, reason, model_version, traceparent, {ExternalIds.Column("segment_changes")}";

    public long ChangeId { get; init; }

    public int CustomerId { get; init; }

    /// <summary>The bank's own id of the customer; null where that is <see cref="CustomerId"/>.</summary>
    public string? ExternalId { get; init; }

    public string? FromSegment { get; init; }

    public string? ToSegment { get; init; }

    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>The text of a <see cref="SegmentChangeReason"/>, or what another writer gave.</summary>
    public required string Reason { get; init; }

    public long? ModelVersion { get; init; }

    /// <summary>W3C Trace Context of the span that made the change; null when none was sampled.</summary>
    public string? Traceparent { get; init; }

    /// <param name="reader">At a row whose columns are <see cref="Columns"/>.</param>
    public static SegmentChange Read(NpgsqlDataReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new SegmentChange
        {
            ChangeId = reader.GetInt64(0),
            CustomerId = reader.GetInt32(1),
            FromSegment = reader.TextOrNull(2),
            ToSegment = reader.TextOrNull(3),
            ChangedAt = reader.GetFieldValue<DateTimeOffset>(4),
            Reason = reader.GetString(5),
            ModelVersion = reader.IsDBNull(6) ? null : reader.GetInt64(6),
            Traceparent = reader.TextOrNull(7),
            ExternalId = reader.TextOrNull(8),
        };
    }
}
