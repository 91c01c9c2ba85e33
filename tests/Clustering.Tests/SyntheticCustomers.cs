using SegmentationUpdates.Clustering.Features;

namespace SegmentationUpdates.Clustering.Tests;

/// <summary>Rows with the columns of the default features, of several shapes.</summary>
internal static class SyntheticCustomers
{
    public static IReadOnlyList<string> Columns { get; } = [.. DefaultFeatures.All.Select(f => f.Name)];

    /// <summary>Overlapping groups with lognormal money, skewed counts and small integers, like a bank's.</summary>
    public static FeatureMatrix Bank(int rows, int seed) => Fill(rows, seed, (random, row) =>
    {
        var wealth = Normal(random);
        var activity = Normal(random);
        row[0] = Math.Exp(10.5 + (.5 * wealth) + (.3 * Normal(random)));
        row[1] = Math.Exp(8 + wealth + (.5 * Normal(random)));
        row[2] = random.NextDouble() < .4 ? 0 : Math.Exp(8 - (.3 * wealth) + Normal(random));
        row[3] = Math.Exp(9 + (.8 * wealth) + (.3 * Normal(random)));
        row[4] = Math.Floor(-Math.Log(1 - random.NextDouble()) * 60 * Math.Exp(-.5 * activity));
        row[5] = Math.Exp(4 + (.4 * wealth) + (.4 * Normal(random)));
        row[6] = Math.Floor(Math.Exp(3.5 + (.7 * activity) + (.5 * Normal(random))));
        row[7] = Math.Clamp(50 + (20 * Normal(random)) + (10 * activity), 0, 100);
        row[8] = 1 + random.Next(6);
    });

    /// <summary>No groups at all: the hardest case for finding the best optimum.</summary>
    public static FeatureMatrix Gaussian(int rows, int seed) => Fill(rows, seed, (random, row) =>
    {
        foreach (ref var value in row)
        {
            value = Normal(random);
        }
    });

    /// <summary>Twelve overlapping blobs: more than the segments asked for, so that many ways to merge them compete.</summary>
    public static FeatureMatrix Blobs(int rows, int seed)
    {
        var centers = Gaussian(12, seed);
        return Fill(rows, seed + 1, (random, row) =>
        {
            var center = centers.Row(random.Next(12));
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = (1.5 * center[i]) + (.7 * Normal(random));
            }
        });
    }

    /// <summary>Small integers: many ties and duplicates.</summary>
    public static FeatureMatrix Discrete(int rows, int seed, int values = 4) => Fill(rows, seed, (random, row) =>
    {
        foreach (ref var value in row)
        {
            value = random.Next(values);
        }
    });

    public static FeatureMatrix Of(string kind, int rows, int seed) => kind switch
    {
        "bank" => Bank(rows, seed),
        "gaussian" => Gaussian(rows, seed),
        "blobs" => Blobs(rows, seed),
        "discrete" => Discrete(rows, seed),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The same rows with one column replaced.</summary>
    public static FeatureMatrix With(FeatureMatrix data, string column, Func<int, double> value)
    {
        var at = data.ColumnNames.ToList().IndexOf(column);
        var values = data.Values.ToArray();
        for (var i = 0; i < data.Rows; i++)
        {
            values[(i * data.Columns) + at] = value(i);
        }

        return new FeatureMatrix(data.ColumnNames, values);
    }

    /// <summary>The rows in the order given.</summary>
    public static FeatureMatrix Reorder(FeatureMatrix data, int[] order) =>
        new(data.ColumnNames, [.. order.SelectMany(i => data.Row(i).ToArray())]);

    public static int[] Shuffled(int count, int seed)
    {
        var order = Enumerable.Range(0, count).ToArray();
        new Random(seed).Shuffle(order);
        return order;
    }

    private delegate void FillRow(Random random, Span<double> row);

    private static FeatureMatrix Fill(int rows, int seed, FillRow fill)
    {
        var random = new Random(seed);
        var values = new double[rows * Columns.Count];
        for (var i = 0; i < rows; i++)
        {
            fill(random, values.AsSpan(i * Columns.Count, Columns.Count));
        }

        return new FeatureMatrix(Columns, values);
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
