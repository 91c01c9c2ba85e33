using CsCheck;
using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Scoring;

namespace SegmentationUpdates.Clustering.Tests.Scoring;

/// <summary>Models with random scaling and centroids, and rows to score, some of them equal to centroids or far outside the limits.</summary>
internal static class RandomModels
{
    public static Gen<(SegmentationModel Model, FeatureMatrix Rows)> WithRows { get; } =
        from k in Gen.Int[1, 20]
        from d in Gen.Int[1, 12]
        from rows in Gen.Int[0, 20]
        from seed in Gen.Int
        select (Create(k, d, seed), Rows(rows, d, seed));

    public static SegmentationModel Create(int k, int d, int seed)
    {
        var random = new Random(seed);
        var columns = Enumerable.Range(0, d).Select(
            i => new ColumnScaling($"f{i}", -3 - random.NextDouble(), 3 + random.NextDouble(), random.NextDouble(), .1 + random.NextDouble()));
        var centroids = Enumerable.Range(0, k * d).Select(_ => Value(random)).ToArray();
        return new SegmentationModel(new FeatureScaler([.. columns]), centroids, [.. Enumerable.Range(0, k).Select(i => $"label {i}")], random.NextDouble());
    }

    private static FeatureMatrix Rows(int rows, int d, int seed)
    {
        var random = new Random(seed + 1);
        return new FeatureMatrix([.. Enumerable.Range(0, d).Select(i => $"f{i}")], [.. Enumerable.Range(0, rows * d).Select(_ => Value(random))]);
    }

    /// <summary>Whole numbers now and then, so that distances tie.</summary>
    private static double Value(Random random) => random.Next(4) switch
    {
        0 => random.Next(-2, 3),
        1 => (random.NextDouble() - .5) * 20,
        _ => (random.NextDouble() - .5) * 6,
    };
}
