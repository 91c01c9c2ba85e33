namespace SegmentationUpdates.Clustering.Training;

/// <summary>Each row once, with how often it occurs.</summary>
/// <param name="Rows">The distinct rows.</param>
/// <param name="Weights">How often each occurs.</param>
internal sealed record DistinctRows(CanonicalRows Rows, int[] Weights)
{
    /// <summary>Null if there are more than <paramref name="most"/>. Equal rows must be adjacent, as they are in the canonical order.</summary>
    public static DistinctRows? Of(CanonicalRows rows, int most)
    {
        var first = new List<int>();
        var weights = new List<int>();
        for (var i = 0; i < rows.Count; i++)
        {
            if (i > 0 && rows.Row(i).SequenceEqual(rows.Row(i - 1)))
            {
                weights[^1]++;
                continue;
            }

            if (first.Count == most)
            {
                return null;
            }

            first.Add(i);
            weights.Add(1);
        }

        return new DistinctRows(rows.Pick([.. first]), [.. weights]);
    }
}
