using System.Text.Json.Serialization;

namespace SegmentationUpdates.Dashboard.Feed;

/// <summary>The state of the segmentation at one moment. Immutable.</summary>
public sealed record DashboardSnapshot
{
    /// <summary>Grows by one with every state that the feed publishes; a gap tells a reader that it has skipped some.</summary>
    public required long Sequence { get; init; }

    /// <summary>When it was read, UTC.</summary>
    public required DateTime At { get; init; }

    public required FeedConnection Connection { get; init; }

    /// <summary>The database has been read since the start: zeros mean that there are none, not that nobody knows.</summary>
    [JsonIgnore]
    public bool IsRead { get; init; }

    /// <summary>In the active model's order, best first; customers without a segment last.</summary>
    public IReadOnlyList<SegmentState> Segments { get; init; } = [];

    public long Customers { get; init; }

    /// <summary>The last change of segment that is in these sizes.</summary>
    public long LastChangeId { get; init; }

    public long MovesInLastMinute { get; init; }

    /// <summary>Newest first, up to 50.</summary>
    public IReadOnlyList<SegmentMove> LatestMoves { get; init; } = [];

    public TransactionState Transactions { get; init; } = TransactionState.None;

    /// <summary>Null before the first model.</summary>
    public ModelState? Model { get; init; }

    /// <summary>Null without a connection to Kafka.</summary>
    public BacklogState? Backlog { get; init; }
}
