using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Scoring;

namespace SegmentationUpdates.Clustering.Training;

/// <summary>
/// Of two optima that are as good the one that continues the model before. Without that, trainings on nearly the same customers find now the one and
/// now the other, and many customers move to and fro for nothing.
/// </summary>
internal static class Continuity
{
    /// <summary>Another optimum has to be better by this share of its inertia: what good searches differ by means nothing.</summary>
    internal const double Margin = 1e-3;

    /// <param name="rows">All rows.</param>
    /// <param name="scaler">What they are scaled by.</param>
    /// <param name="best">The best solution that was found from scratch, refined over all rows.</param>
    /// <param name="previous">Null, or with other features or another number of segments: there is nothing to continue.</param>
    /// <param name="options">Passes and tolerance.</param>
    /// <param name="cancellationToken">Takes effect before the next pass.</param>
    public static Candidate Prefer(
        CanonicalRows rows,
        FeatureScaler scaler,
        Candidate best,
        SegmentationModel? previous,
        ClusteringOptions options,
        CancellationToken cancellationToken)
    {
        if (previous is null
            || previous.Centroids.Length != best.Centroids.Length
            || !previous.FeatureNames.SequenceEqual(scaler.Names, StringComparer.Ordinal))
        {
            return best;
        }

        var start = Rescaled(previous, scaler);
        var continued = new Lloyd(rows, previous.K, parallel: true).Run(start, options.PolishIterations, options.Tolerance, cancellationToken);
        return continued.Inertia <= best.Inertia * (1 + Margin) ? continued : best;
    }

    // The same places among the customers, in the scale of today.
    private static double[] Rescaled(SegmentationModel model, FeatureScaler scaler)
    {
        var columns = scaler.Columns.Count;
        var centroids = new double[model.Centroids.Length];
        var natural = new double[columns];
        for (var segment = 0; segment < model.K; segment++)
        {
            model.Scaler.Inverse(model.Centroid(segment), natural);
            for (var j = 0; j < columns; j++)
            {
                centroids[(segment * columns) + j] = (natural[j] - scaler.Columns[j].Center) / scaler.Columns[j].Scale;
            }
        }

        return centroids;
    }
}
