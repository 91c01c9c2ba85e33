using SegmentationUpdates.Clustering.Features;

namespace SegmentationUpdates.Clustering.Drift;

/// <summary>What a monitor has counted.</summary>
internal sealed class DriftCounts
{
    private readonly double _strangerDistance;
    private double _distances;
    private double _squares;

    /// <param name="baselines">Of the model; may be empty.</param>
    /// <param name="reference">Of the model; null if it has none.</param>
    public DriftCounts(IReadOnlyList<FeatureBaseline> baselines, JointBaseline? reference)
    {
        Bins = [.. baselines.Select(baseline => new BinCounter(baseline))];
        Missing = new long[reference?.MissingShares.Count ?? 0];
        Moments = new StandardisedMoments(reference?.Centers ?? [], reference?.Deviations ?? []);
        _strangerDistance = reference?.StrangerDistance ?? double.PositiveInfinity;
    }

    public long Rows { get; private set; }

    public BinCounter[] Bins { get; }

    public long[] Missing { get; }

    public StandardisedMoments Moments { get; }

    /// <summary>How many are further from their centroid than all but one in a hundred were.</summary>
    public long Strangers { get; private set; }

    /// <summary>Mean squared distance to the centroids.</summary>
    public double Distance => _distances / Rows;

    public double DistanceVariance => Math.Max(0, (_squares / Rows) - (Distance * Distance));

    public void Add(ReadOnlySpan<double> row, ReadOnlySpan<double> scaled, double squaredDistance)
    {
        Rows++;
        _distances += squaredDistance;
        _squares += squaredDistance * squaredDistance;
        Strangers += squaredDistance > _strangerDistance ? 1 : 0;
        for (var i = 0; i < Bins.Length; i++)
        {
            Bins[i].Add(row[i]);
        }

        for (var i = 0; i < Missing.Length; i++)
        {
            Missing[i] += double.IsNaN(row[i]) ? 1 : 0;
        }

        Moments.Add(scaled);
    }
}
