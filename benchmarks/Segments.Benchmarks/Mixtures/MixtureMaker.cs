using SegmentationUpdates.Clustering.Features;

namespace SegmentationUpdates.Segments.Benchmarks.Mixtures;

/// <summary>Draws mixtures; the same seed gives the same rows on every machine.</summary>
internal static class MixtureMaker
{
    private const int Rows = 1_500;
    private static readonly int[] Widths = [2, 5, 10];

    /// <summary>Every kind with 1 to 8 groups in 2, 5 and 10 features: 168 mixtures.</summary>
    public static IEnumerable<Mixture> All(int seed) =>
        from kind in MixtureKind.All
        from groups in Enumerable.Range(1, 8)
        from columns in Widths
        select Make(kind, groups, columns, seed);

    private static Mixture Make(MixtureKind kind, int groups, int columns, int seed)
    {
        var draw = new Draw((seed * 1_000) + (MixtureKind.All.ToList().IndexOf(kind) * 100) + (groups * 10) + Array.IndexOf(Widths, columns));
        var centers = Centers(kind.Separation, groups, columns, draw);
        var shapes = Enumerable.Range(0, groups).Select(_ => Shape(kind, columns, draw)).ToArray();
        var sizes = Sizes(kind, groups);
        var noise = groups == 1 && kind.Noise > 0 ? Rows : (int)(Rows * kind.Noise);
        var values = new double[Rows * columns];
        for (var i = 0; i < Rows; i++)
        {
            var row = values.AsSpan(i * columns, columns);
            if (i < noise)
            {
                Scatter(centers, row, draw);
                continue;
            }

            var position = (double)(i - noise) / (Rows - noise);
            var group = Array.FindIndex(sizes, end => position < end);
            shapes[group < 0 ? groups - 1 : group](row);
            for (var j = 0; j < columns; j++)
            {
                row[j] += centers[group < 0 ? groups - 1 : group][j];
            }
        }

        return new Mixture(kind.Name, groups, seed, new FeatureMatrix([.. Enumerable.Range(1, columns).Select(j => $"f{j}")], values));
    }

    // Each new centre lies beside one that is there, and near no other.
    private static double[][] Centers(double separation, int groups, int columns, Draw draw)
    {
        var centers = new List<double[]> { new double[columns] };
        while (centers.Count < groups)
        {
            var from = centers[draw.Below(centers.Count)];
            var way = draw.Direction(columns);
            var length = separation * (1 + (.25 * draw.Uniform()));
            double[] center = [.. from.Select((value, j) => value + (length * way[j]))];
            if (centers.TrueForAll(other => Math.Sqrt(other.Zip(center, (a, b) => (a - b) * (a - b)).Sum()) >= separation * .999))
            {
                centers.Add(center);
            }
        }

        return [.. centers];
    }

    private delegate void Fill(Span<double> row);

    private static Fill Shape(MixtureKind kind, int columns, Draw draw)
    {
        var spread = draw.Between(kind.Spreads);
        var axes = kind.Axes is { } range
            ? Enumerable.Range(0, columns).Select(_ => (Way: draw.Direction(columns), Length: draw.Between(range))).ToArray()
            : null;
        Orthogonal(axes);
        return row =>
        {
            var stretch = kind.DegreesOfFreedom is { } freedom
                ? Math.Sqrt((freedom - 2) / Enumerable.Range(0, freedom).Sum(_ => Math.Pow(draw.Normal(), 2)))
                : 1;
            for (var j = 0; j < columns; j++)
            {
                var value = draw.Normal() * spread * stretch;
                for (var to = 0; to < columns; to++)
                {
                    row[to] += axes is null ? (to == j ? value : 0) : value * axes[j].Length * axes[j].Way[to];
                }
            }
        };
    }

    /// <summary>By Gram and Schmidt.</summary>
    private static void Orthogonal((double[] Way, double Length)[]? axes)
    {
        for (var i = 0; i < axes?.Length; i++)
        {
            var way = axes[i].Way;
            for (var j = 0; j < i; j++)
            {
                var along = way.Zip(axes[j].Way, (a, b) => a * b).Sum();
                way = [.. way.Zip(axes[j].Way, (a, b) => a - (along * b))];
            }

            var length = Math.Sqrt(way.Sum(value => value * value));
            axes[i].Way = [.. way.Select(value => value / length)];
        }
    }

    /// <summary>Where each group ends, as a share of all rows.</summary>
    private static double[] Sizes(MixtureKind kind, int groups)
    {
        double[] weights = [.. Enumerable.Range(0, groups).Select(g => 1 + ((kind.LargestToSmallest - 1) * g / Math.Max(1, groups - 1)))];
        return [.. Enumerable.Range(1, groups).Select(g => weights.Take(g).Sum() / weights.Sum())];
    }

    private static void Scatter(double[][] centers, Span<double> row, Draw draw)
    {
        for (var j = 0; j < row.Length; j++)
        {
            row[j] = draw.Between((centers.Min(center => center[j]) - 3, centers.Max(center => center[j]) + 3));
        }
    }
}
