namespace SegmentationUpdates.Dashboard.Queries;

/// <summary>A part of a sorted list of customers.</summary>
/// <param name="Items">In the list's order; days_from_last_transaction as of now.</param>
/// <param name="Next">The <c>after</c> of the next page; null at the end.</param>
/// <param name="Previous">The <c>before</c> of the page before; null at the beginning.</param>
public sealed record CustomerPage(IReadOnlyList<CustomerDetails> Items, string? Next, string? Previous);
