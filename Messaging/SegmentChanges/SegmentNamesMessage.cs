using System.Text.Json.Serialization;

namespace SegmentationUpdates.Messaging.SegmentChanges;

/// <summary>What the segments of the active model are called, as it travels: JSON in UTF-8. Every field is always there.</summary>
public sealed record SegmentNamesMessage
{
    [JsonPropertyName("model_version")]
    public required long ModelVersion { get; init; }

    /// <summary>All of them, in the model's order.</summary>
    [JsonPropertyName("segments")]
    public required IReadOnlyList<SegmentNameMessage> Segments { get; init; }

    /// <summary>The latest changes of a name, newest first: ten at most.</summary>
    [JsonPropertyName("renamed")]
    public required IReadOnlyList<SegmentRenamedMessage> Renamed { get; init; }
}

/// <summary>A segment and its name.</summary>
/// <param name="Segment">As the changes of segment have it: it never changes.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Description">What an operator says of it; null for nothing.</param>
public sealed record SegmentNameMessage(
    [property: JsonPropertyName("segment")] string Segment,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("description")] string? Description);

/// <summary>A segment got another name. No customer moved.</summary>
/// <param name="RenamingId">Grows.</param>
/// <param name="Segment">As the changes of segment have it.</param>
/// <param name="From">The old name.</param>
/// <param name="To">The new one.</param>
/// <param name="Reason">order: by what the segments are like, in a training; operator: by hand.</param>
/// <param name="ModelVersion">Active from then on.</param>
/// <param name="RenamedAt">UTC.</param>
public sealed record SegmentRenamedMessage(
    [property: JsonPropertyName("renaming_id")] long RenamingId,
    [property: JsonPropertyName("segment")] string Segment,
    [property: JsonPropertyName("from")] string From,
    [property: JsonPropertyName("to")] string To,
    [property: JsonPropertyName("reason")] string Reason,
    [property: JsonPropertyName("model_version")] long ModelVersion,
    [property: JsonPropertyName("renamed_at")] DateTime RenamedAt);
