namespace SegmentationUpdates.Dashboard.Feed;

/// <summary>
/// The live state of the segmentation, read from the database once and handed out to everybody who watches. Thread-safe; a reader
/// neither costs the database anything nor can hold the others up.
/// </summary>
public interface ISegmentFeed
{
    /// <summary>The state as last read. Never null: before the first read it is empty and not connected.</summary>
    DashboardSnapshot Current { get; }

    /// <summary>
    /// The current state at once, then every new one, at most four a second. Who reads slower than that skips states, never moves:
    /// those come together with the next state, up to <see cref="MoveHistory.Capacity"/>; what is older is counted in
    /// <see cref="FeedUpdate.MovesLeftOut"/>.
    /// </summary>
    /// <param name="afterChange">The last change that the reader knows: the first update then holds the moves after it. Null: it holds none.</param>
    /// <param name="cancellationToken">Ends the subscription.</param>
    IAsyncEnumerable<FeedUpdate> SubscribeAsync(long? afterChange = null, CancellationToken cancellationToken = default);
}
