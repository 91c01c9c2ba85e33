using System.Text.Json.Serialization;
using SegmentationUpdates.Pipeline.Storage;

namespace SegmentationUpdates.Pipeline.SegmentChanges;

/// <summary>A change of segment as it travels: JSON in UTF-8. Every field is always there.</summary>
internal readonly record struct SegmentChangeMessage
{
    [JsonPropertyName("change_id")]
    public required long ChangeId { get; init; }

    [JsonPropertyName("customer_id")]
    public required int CustomerId { get; init; }

    [JsonPropertyName("from")]
    public required string? From { get; init; }

    [JsonPropertyName("to")]
    public required string? To { get; init; }

    [JsonPropertyName("reason")]
    public required string Reason { get; init; }

    [JsonPropertyName("model_version")]
    public required long? ModelVersion { get; init; }

    [JsonPropertyName("changed_at")]
    public required DateTime ChangedAt { get; init; }

    public static SegmentChangeMessage Of(SegmentChange change) => new()
    {
        ChangeId = change.ChangeId,
        CustomerId = change.CustomerId,
        From = change.FromSegment,
        To = change.ToSegment,
        Reason = change.Reason,
        ModelVersion = change.ModelVersion,
        ChangedAt = change.ChangedAt.UtcDateTime,
    };
}
