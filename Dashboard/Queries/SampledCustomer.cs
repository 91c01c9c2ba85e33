namespace SegmentationUpdates.Dashboard.Queries;

/// <summary>A customer of the sample.</summary>
/// <param name="CustomerId">Who.</param>
/// <param name="ExternalId">The bank's own id; null where that is the number.</param>
/// <param name="Segment">Null: none yet.</param>
/// <param name="Values">In natural units, in the order of <see cref="CustomerSample.Columns"/>.</param>
public sealed record SampledCustomer(int CustomerId, string? ExternalId, string? Segment, IReadOnlyList<double> Values);
