using SegmentationUpdates.Clustering.Training;

namespace SegmentationUpdates.Dashboard.Api;

/// <summary>A segment.</summary>
/// <param name="Segment">Its name; null: customers who are in none yet.</param>
/// <param name="Customers">How many are in it.</param>
/// <param name="Share">Of all customers, from 0 to 1.</param>
/// <param name="ChangeLastMinute">How many more than a minute ago.</param>
/// <param name="Profile">What its customers are like, as the model found them; null when the model does not say.</param>
public sealed record SegmentInfo(string? Segment, long Customers, double Share, long ChangeLastMinute, SegmentProfile? Profile);
