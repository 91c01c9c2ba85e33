namespace SegmentationUpdates.Dashboard.Queries;

/// <summary>A part of a sorted list of customers: what an address asks for.</summary>
public sealed record CustomerSelection
{
    public CustomerFilter Filter { get; init; } = CustomerFilter.None;

    public CustomerOrder Order { get; init; } = CustomerOrder.ById;

    /// <summary>The page begins behind it; null: at the first customer, unless <see cref="Before"/> says otherwise.</summary>
    public CustomerCursor? After { get; init; }

    /// <summary>The page ends in front of it; null where <see cref="After"/> counts.</summary>
    public CustomerCursor? Before { get; init; }
}
