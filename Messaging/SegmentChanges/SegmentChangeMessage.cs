using System.Text.Json.Serialization;

namespace SegmentationUpdates.Messaging.SegmentChanges;

/// <summary>A change of segment as it travels: JSON in UTF-8. Every field is always there.</summary>
public readonly record struct SegmentChangeMessage
{
    [JsonPropertyName("change_id")]
    public required long ChangeId { get; init; }

    [JsonPropertyName("customer_id")]
    public required int CustomerId { get; init; }

    /// <summary>The bank's own id of the customer; null where that is <see cref="CustomerId"/>. Messages of older releases are without it.</summary>
    [JsonPropertyName("external_id")]
    public string? ExternalId { get; init; }

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
}
