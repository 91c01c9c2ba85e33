
namespace SegmentationUpdates.Clustering.Training;

/// <summary>
/// Whether fewer rows lie between clusters than in them. K-means cuts any cloud into as many pieces as it is asked for; only where a border runs through
/// a thin place are there two groups. For each pair of clusters the rows of both are looked at along the line between their centroids, through a
/// window a quarter as wide as the way between them.
/// </summary>
internal static class Separation
{
    private const int Steps = 60;

    /// <summary>How far the line is followed beyond the centroids, as a share of the way from the middle to one.</summary>
    private const double Reach = 1.5;

    /// <summary>
    /// Of the pair that is separated least, by how many standard errors the thinnest place between the centroids has fewer rows than the thickest on the
    /// poorer side of it: below 2 or so there is nothing between them. Null with one cluster.
    /// </summary>
    /// <param name="rows">Scaled rows; see <see cref="Smooth"/> for values that repeat.</param>
    /// <param name="centroids">k × columns.</param>
    /// <param name="clusters">The cluster of each row.</param>
    public static double? Of(CanonicalRows rows, double[] centroids, int[] clusters)
    {
        var k = centroids.Length / rows.Columns;
        var members = Enumerable.Range(0, k).Select(_ => new List<int>()).ToArray();
        for (var i = 0; i < clusters.Length; i++)
        {
            members[clusters[i]].Add(i);
        }

        double? least = null;
        for (var a = 0; a < k; a++)
        {
            for (var b = 0; b < a; b++)
            {
                var depth = Depth(rows, centroids, a, b, [.. members[a], .. members[b]]);
                least = least is { } before ? Math.Min(before, depth) : depth;
            }
        }

        return least;
    }

    /// <summary>
    /// The rows with every value spread evenly over half of the way to the next smaller and greater that occur, or of the usual step where that is less:
    /// the steps of whole numbers are no thin places. Columns of two values stay: those are two groups.
    /// </summary>
    public static CanonicalRows Smooth(CanonicalRows rows, int seed)
    {
#pragma warning disable CA5394 // Not for secrets, and seeded so that it repeats itself.
        var random = new Random(seed);
        var values = rows.Values.ToArray();
        for (var j = 0; j < rows.Columns; j++)
        {
            double[] levels = [.. Enumerable.Range(0, rows.Count).Select(i => rows.Values[(i * rows.Columns) + j]).Distinct().Order()];
            double[] steps = [.. levels.Skip(1).Zip(levels, (above, below) => above - below).Order()];
            for (var at = j; levels.Length > 2 && at < values.Length; at += rows.Columns)
            {
                var level = Array.BinarySearch(levels, values[at]);
                var usual = steps[steps.Length / 2];
                var down = level > 0 ? Math.Min(usual, levels[level] - levels[level - 1]) : usual;
                var up = level < levels.Length - 1 ? Math.Min(usual, levels[level + 1] - levels[level]) : usual;
                values[at] += (random.NextDouble() < .5 ? -down : up) * random.NextDouble() / 2;
            }
        }
#pragma warning restore CA5394

        return CanonicalRows.Of(values, rows.Columns);
    }

    private static double Depth(CanonicalRows rows, double[] centroids, int a, int b, List<int> members)
    {
        var from = centroids.AsSpan(a * rows.Columns, rows.Columns);
        var to = centroids.AsSpan(b * rows.Columns, rows.Columns);
        var length = 0.0;
        for (var j = 0; j < from.Length; j++)
        {
            length += (to[j] - from[j]) * (to[j] - from[j]);
        }

        if (!(length > 0))
        {
            return 0;
        }

        // -1 at the one centroid, 1 at the other.
        var places = new double[members.Count];
        for (var i = 0; i < places.Length; i++)
        {
            var row = rows.Row(members[i]);
            var along = 0.0;
            for (var j = 0; j < row.Length; j++)
            {
                along += (row[j] - ((from[j] + to[j]) / 2)) * (to[j] - from[j]);
            }

            places[i] = 2 * along / length;
        }

        Array.Sort(places);
        return Deepest(places);
    }

    private static double Deepest(double[] places)
    {
        const double window = .25; // To either side; the centroids are 2 apart.
        var counts = new int[Steps + 1];
        for (var step = 0; step <= Steps; step++)
        {
            var at = Place(step);
            counts[step] = Below(places, at + window) - Below(places, at - window);
        }

        var deepest = 0.0;
        for (var step = 1; step < Steps; step++)
        {
            if (Math.Abs(Place(step)) < 1)
            {
                var poorer = Math.Min(counts[..step].Max(), counts[(step + 1)..].Max());
                deepest = Math.Max(deepest, (poorer - counts[step]) / Math.Sqrt(Math.Max(1, poorer + counts[step])));
            }
        }

        return deepest;
    }

    private static double Place(int step) => Reach * ((2.0 * step / Steps) - 1);

    private static int Below(double[] sorted, double value)
    {
        var at = Array.BinarySearch(sorted, value);
        return at < 0 ? ~at : at;
    }
}
