namespace SegmentationUpdates.Dashboard.Queries;

/// <summary>A part of a list that is read by keys: nothing is skipped or repeated when rows come or go in between.</summary>
/// <param name="Items">In the list's order.</param>
/// <param name="Next">The <c>after</c> (for lists that run backwards, the <c>before</c>) of the next page; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, long? Next)
{
    /// <param name="items">One more than asked for, when there are more.</param>
    /// <param name="limit">What was asked for.</param>
    /// <param name="key">An item's key.</param>
    internal static Page<T> Of(List<T> items, int limit, Func<T, long> key)
    {
        if (items.Count <= limit)
        {
            return new Page<T>(items, Next: null);
        }

        items.RemoveAt(limit);
        return new Page<T>(items, key(items[^1]));
    }
}
