namespace SegmentationUpdates.Dashboard.Feed;

/// <summary>Whether the feed reads the database, or shows what it last knew.</summary>
/// <param name="IsConnected">The last read succeeded.</param>
/// <param name="Since">Since when it is so, UTC.</param>
/// <param name="Problem">Why not, for a person; null when connected.</param>
public sealed record FeedConnection(bool IsConnected, DateTime Since, string? Problem);
