using SegmentationUpdates.Dashboard.Queries;

namespace SegmentationUpdates.Dashboard.Components.Customers;

/// <summary>What was read for an address.</summary>
/// <param name="Query">Of the address.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Page">The customers.</param>
/// <param name="Next">Where the next page begins; null at the end.</param>
/// <param name="Previous">Where the page before ends; null at the beginning.</param>
/// <param name="Matches">How many there are in all, as <see cref="CustomerFinder.CountAsync"/> counts; null while that is not known.</param>
public sealed record FoundCustomers(
    string Query, DateTime At, IReadOnlyList<CustomerDetails> Page, string? Next, string? Previous, int? Matches);
