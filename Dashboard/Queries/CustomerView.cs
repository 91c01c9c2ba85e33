using SegmentationUpdates.Dashboard.Feed;

namespace SegmentationUpdates.Dashboard.Queries;

/// <summary>What the page of one customer shows.</summary>
/// <param name="Id">Who was asked for, as it stands in the address.</param>
/// <param name="ReadAt">UTC.</param>
/// <param name="Customer">Null for one that does not exist.</param>
/// <param name="Why">Null for one that does not exist, and before the first model.</param>
/// <param name="Moves">Newest first.</param>
/// <param name="Transactions">Newest first.</param>
public sealed record CustomerView(
    string Id,
    DateTime ReadAt,
    CustomerDetails? Customer,
    ExplainedCustomer? Why,
    IReadOnlyList<SegmentMove> Moves,
    IReadOnlyList<CustomerTransaction> Transactions);
