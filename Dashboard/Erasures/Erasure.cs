using System.Text.Json.Serialization;

namespace SegmentationUpdates.Dashboard.Erasures;

/// <summary>One erasure, as it stands in the list.</summary>
/// <param name="CustomerId">Who was erased.</param>
/// <param name="ErasedAt">When, in UTC, by the database's clock.</param>
/// <param name="DoneBy">The name of who did it; null for nobody's.</param>
public sealed record Erasure(
    [property: JsonPropertyName("customer_id")] int CustomerId,
    [property: JsonPropertyName("erased_at")] DateTime ErasedAt,
    [property: JsonPropertyName("done_by")] string? DoneBy);
