using SegmentationUpdates.Clustering.Scoring;

namespace SegmentationUpdates.Clustering.Training;

/// <summary>Lloyd's iterations over few rows that occur more or less often: the work does not grow with how often.</summary>
internal sealed class WeightedLloyd(DistinctRows distinct, int k)
{
    private readonly double[] _sums = new double[k * distinct.Rows.Columns];
    private readonly long[] _weights = new long[k];

    /// <summary>
    /// Improves the centroids until the inertia does not fall any more, or the passes are used up. A centroid left without rows moves to the farthest.
    /// </summary>
    public Candidate Run(ReadOnlySpan<double> start, int maxIterations, CancellationToken cancellationToken)
    {
        var centroids = start.ToArray();
        var before = double.PositiveInfinity;
        for (var iteration = 0; ; iteration++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (inertia, farthest) = Pass(centroids);
            if (Array.IndexOf(_weights, 0) is var empty and >= 0 && inertia > 0)
            {
                distinct.Rows.Row(farthest).CopyTo(centroids.AsSpan(empty * distinct.Rows.Columns));
                continue;
            }

            if (iteration >= maxIterations || !(inertia < before))
            {
                return new Candidate(centroids, inertia, iteration);
            }

            before = inertia;
            centroids = [.. _sums.Select((sum, i) => _weights[i / distinct.Rows.Columns] == 0 ? centroids[i] : sum / _weights[i / distinct.Rows.Columns])];
        }
    }

    /// <summary>What each row adds to the inertia.</summary>
    public double[] Costs(double[] centroids)
    {
        var lanes = new CentroidLanes(centroids, distinct.Rows.Columns);
        var costs = new double[distinct.Rows.Count];
        for (var i = 0; i < costs.Length; i++)
        {
            lanes.Nearest(ref distinct.Rows.Values[i * distinct.Rows.Columns], out var squared);
            costs[i] = squared * distinct.Weights[i];
        }

        return costs;
    }

    private (double Inertia, int Farthest) Pass(double[] centroids)
    {
        var lanes = new CentroidLanes(centroids, distinct.Rows.Columns);
        Array.Clear(_sums);
        Array.Clear(_weights);
        var (inertia, farthest, distance) = (0.0, 0, -1.0);
        for (var i = 0; i < distinct.Rows.Count; i++)
        {
            var row = distinct.Rows.Row(i);
            var nearest = lanes.Nearest(ref distinct.Rows.Values[i * row.Length], out var squared);
            _weights[nearest] += distinct.Weights[i];
            for (var j = 0; j < row.Length; j++)
            {
                _sums[(nearest * row.Length) + j] += distinct.Weights[i] * row[j];
            }

            inertia += distinct.Weights[i] * squared;
            (farthest, distance) = squared > distance ? (i, squared) : (farthest, distance);
        }

        return (inertia, farthest);
    }
}
