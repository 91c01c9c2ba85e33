namespace SegmentationUpdates.Dashboard.Api;

/// <summary>Marks an endpoint that reads a filter of customers from its address.</summary>
/// <param name="Others">The parameters that it takes beside the filter's.</param>
internal sealed record TakesCustomerFilter(params IReadOnlyList<string> Others);
