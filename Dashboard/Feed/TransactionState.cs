namespace SegmentationUpdates.Dashboard.Feed;

/// <summary>How transactions come in.</summary>
public sealed record TransactionState
{
    public static readonly TransactionState None = new();

    /// <summary>Stored per second, over the last five seconds.</summary>
    public double PerSecond { get; init; }

    /// <summary>How many are stored, as PostgreSQL's statistics estimate it.</summary>
    public long StoredEstimate { get; init; }

    /// <summary>Newest first, up to 50.</summary>
    public IReadOnlyList<RecentTransaction> Newest { get; init; } = [];

    /// <summary>Null when nothing came in lately, or nobody knows.</summary>
    public DelayState? Delay { get; init; }

    /// <summary>What the times of transactions, and the days since the last one, are counted by. Null where that is the real time.</summary>
    public CustomerTimeState? CustomerTime { get; init; }
}
