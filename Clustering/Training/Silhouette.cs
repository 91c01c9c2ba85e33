
namespace SegmentationUpdates.Clustering.Training;

/// <summary>
/// Silhouettes (Rousseeuw, Silhouettes: a graphical aid to the interpretation and validation of cluster analysis, 1987): the mean over the rows of
/// (b - a) / max(a, b), a the mean distance to the other rows of the own cluster and b to those of the nearest other. From -1 to 1, more is better; a row
/// alone in its cluster counts 0.
/// </summary>
internal static class Silhouette
{
    /// <summary>Of up to this many rows every pair is looked at; of more, every pair of as many of them.</summary>
    public const int MostRows = 4_000;

    private const int Block = 64;

    /// <summary>One silhouette per partition of the same rows; null for one that puts all into one cluster.</summary>
    /// <param name="rows">Scaled rows, no more than <see cref="MostRows"/>: the distances of all pairs are taken, once for all partitions.</param>
    /// <param name="partitions">For each the cluster of every row, numbered from 0.</param>
    /// <param name="cancellationToken">Takes effect before the next few rows.</param>
    public static double?[] Of(CanonicalRows rows, IReadOnlyList<int[]> partitions, CancellationToken cancellationToken)
    {
        var sizes = partitions.Select(Sizes).ToArray();
        var widths = partitions.Select(_ => new double[rows.Count]).ToArray();
        Parallel.For(0, (rows.Count + Block - 1) / Block, new ParallelOptions { CancellationToken = cancellationToken }, block =>
        {
            var distances = new double[rows.Count];
            for (var i = block * Block; i < Math.Min(rows.Count, (block + 1) * Block); i++)
            {
                Distances(rows, i, distances);
                for (var p = 0; p < partitions.Count; p++)
                {
                    widths[p][i] = Width(distances, partitions[p], sizes[p], i);
                }
            }
        });
        return [.. widths.Select((width, p) => sizes[p].Count(size => size > 0) < 2 ? (double?)null : width.Sum() / rows.Count)];
    }

    private static int[] Sizes(int[] partition)
    {
        var sizes = new int[partition.Length == 0 ? 0 : partition.Max() + 1];
        foreach (var cluster in partition)
        {
            sizes[cluster]++;
        }

        return sizes;
    }

    private static void Distances(CanonicalRows rows, int from, double[] distances)
    {
        var columns = rows.Columns;
        var row = rows.Row(from);
        var values = rows.Values;
        for (var i = 0; i < distances.Length; i++)
        {
            var other = values.AsSpan(i * columns, columns);
            var squares = 0.0;
            for (var j = 0; j < row.Length; j++)
            {
                var apart = row[j] - other[j];
                squares += apart * apart;
            }

            distances[i] = Math.Sqrt(squares);
        }
    }

    private static double Width(double[] distances, int[] partition, int[] sizes, int row)
    {
        var own = partition[row];
        if (sizes[own] == 1)
        {
            return 0;
        }

        Span<double> sums = sizes.Length <= 128 ? stackalloc double[sizes.Length] : new double[sizes.Length];
        sums.Clear();
        for (var i = 0; i < distances.Length; i++)
        {
            sums[partition[i]] += distances[i];
        }

        var a = sums[own] / (sizes[own] - 1);
        var b = double.PositiveInfinity;
        for (var c = 0; c < sums.Length; c++)
        {
            b = c == own || sizes[c] == 0 ? b : Math.Min(b, sums[c] / sizes[c]);
        }

        // With one cluster there is no b, and nobody asks. With all rows of two clusters on one place nothing tells them apart.
        return double.IsInfinity(b) || Math.Max(a, b) == 0 ? 0 : (b - a) / Math.Max(a, b);
    }
}
