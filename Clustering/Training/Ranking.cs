using SegmentationUpdates.Clustering.Features;

namespace SegmentationUpdates.Clustering.Training;

/// <summary>Which cluster is better.</summary>
internal static class Ranking
{
    /// <summary>Sum over the features of weight times scaled mean.</summary>
    public static double Score(IReadOnlyList<Feature> features, ReadOnlySpan<double> scaledMeans)
    {
        var score = 0.0;
        for (var i = 0; i < features.Count; i++)
        {
            score += features[i].Weight * scaledMeans[i];
        }

        return score;
    }

    /// <summary>The centroids ordered by the score of the mean of their rows, best first; equal scores keep their order.</summary>
    public static double[] Sort(CanonicalRows rows, double[] centroids, IReadOnlyList<Feature> features, CancellationToken cancellationToken)
    {
        var columns = features.Count;
        var k = centroids.Length / columns;
        var pass = new LloydPass(rows, k);
        pass.Run(centroids, parallel: true, cancellationToken);
        var scores = new double[k];
        for (var c = 0; c < k; c++)
        {
            scores[c] = Score(features, pass.Sums.AsSpan(c * columns, columns)) / pass.Counts[c];
        }

        return [.. Enumerable.Range(0, k).OrderByDescending(c => scores[c]).SelectMany(c => centroids.AsSpan(c * columns, columns).ToArray())];
    }
}
