namespace SegmentationUpdates.Dashboard.Queries;

/// <summary>A customer of the sample.</summary>
/// <param name="CustomerId">Who.</param>
/// <param name="Segment">Null: none yet.</param>
/// <param name="Values">In natural units, in the order of <see cref="CustomerSample.Columns"/>.</param>
public sealed record SampledCustomer(int CustomerId, string? Segment, IReadOnlyList<double> Values);
