namespace SegmentationUpdates.Clustering.Quality;

/// <summary>Quantiles without sorting everything (Hoare, Algorithm 65: Find, 1961).</summary>
internal static class Median
{
    /// <summary>
    /// Median and interquartile range, each quantile the value that has that share of the others below it (of an even number the lower of the two in the
    /// middle); 0 and 0 of nothing. Reorders the values.
    /// </summary>
    public static (double Median, double Range) WithRange(Span<double> values) => values.IsEmpty
        ? (0, 0)
        : (Select(values, (values.Length - 1) / 2), Select(values, (values.Length - 1) * 3 / 4) - Select(values, (values.Length - 1) / 4));

    private static double Select(Span<double> values, int rank)
    {
        var (low, high) = (0, values.Length - 1);
        while (low < high)
        {
            var pivot = values[low + ((high - low) / 2)];
            var (i, j) = (low, high);
            while (i <= j)
            {
                while (values[i] < pivot)
                {
                    i++;
                }

                while (values[j] > pivot)
                {
                    j--;
                }

                if (i <= j)
                {
                    (values[i], values[j]) = (values[j], values[i]);
                    i++;
                    j--;
                }
            }

            (low, high) = rank <= j ? (low, j) : rank >= i ? (i, high) : (rank, rank);
        }

        return values[rank];
    }
}
