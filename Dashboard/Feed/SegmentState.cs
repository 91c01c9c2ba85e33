namespace SegmentationUpdates.Dashboard.Feed;

/// <summary>A segment at one moment.</summary>
/// <param name="Name">Its name; null for the customers who have none yet.</param>
/// <param name="Customers">How many are in it.</param>
/// <param name="Share">Of all customers, from 0 to 1.</param>
/// <param name="Change">How many more than a minute ago, or than at the start of this process if that is later.</param>
public sealed record SegmentState(string? Name, long Customers, double Share, long Change);
