using System.Text.Json.Serialization;

namespace SegmentationUpdates.Dashboard.Erasures;

/// <summary>One erasure, as it stands in the list.</summary>
/// <param name="CustomerId">Who was erased.</param>
/// <param name="ErasedAt">When, in UTC, by the database's clock.</param>
/// <param name="DoneBy">The name of who did it; null for nobody's.</param>
/// <param name="ExternalId">The bank's own id; null where that is the number. A backup of before the customer was loaded knows another number.</param>
public sealed record Erasure(
    [property: JsonPropertyName("customer_id")] int CustomerId,
    [property: JsonPropertyName("erased_at")] DateTime ErasedAt,
    [property: JsonPropertyName("done_by")] string? DoneBy,
    [property: JsonPropertyName("external_id"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ExternalId = null);
