using System.Text.Json.Serialization;

namespace SegmentationUpdates.Storage;

/// <summary>A version that was not to become active by itself, and what was decided.</summary>
/// <param name="Since">When it began to wait.</param>
/// <param name="Reason">Why somebody had to be asked, as a part of a sentence about the model.</param>
/// <param name="Decision">Null while it waits.</param>
/// <param name="DecidedAt">Null while it waits.</param>
/// <param name="DecidedBy">The name of who decided; null where nobody said, and for one that was replaced.</param>
/// <param name="Note">What the one who decided said; null for nothing.</param>
public sealed record ModelChallenge(
    DateTimeOffset Since, string? Reason, ModelDecision? Decision, DateTimeOffset? DecidedAt, string? DecidedBy, string? Note);

/// <summary>What became of a version that waited for a decision.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ModelDecision>))]
public enum ModelDecision
{
    /// <summary>It was made the active one.</summary>
    [JsonStringEnumMemberName("approved")]
    Approved,

    /// <summary>It was not to become active.</summary>
    [JsonStringEnumMemberName("rejected")]
    Rejected,

    /// <summary>A newer version waits in its place.</summary>
    [JsonStringEnumMemberName("replaced")]
    Replaced,
}
