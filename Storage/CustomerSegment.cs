namespace SegmentationUpdates.Storage;

/// <summary>A customer's place: the columns of customer_segments that others ask for.</summary>
public sealed class CustomerSegment
{
    public int CustomerId { get; init; }

    public double AvgTransactionAmt { get; init; }

    public int NumTransactions { get; init; }

    public int DaysFromLastTransaction { get; init; }

    /// <summary>Null until the first model is applied.</summary>
    public string? Segment { get; init; }

    public DateTimeOffset LastUpdated { get; init; }

    public DateTimeOffset LastTransactionTime { get; init; }
}
