using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Scoring;
using SegmentationUpdates.Clustering.Training;

namespace SegmentationUpdates.Clustering.Matching;

/// <summary>
/// Keeps the identity of segments from model to model: the new centroids are matched to the old by the assignment with the least sum of squared distances.
/// The old centroids go to natural units and on into the new scaling first. They are means of clamped values, and the new limits may
/// clamp them further: a centroid outside the new limits is compared at the limit.
/// After matching the order is that of the previous model, so the first segment need not be the best any more; the profiles' scores say.
/// </summary>
public static class SegmentMatching
{
    /// <summary>Reorders and relabels the new model as the continuation of the previous one, if both have the same features and number of segments.</summary>
    public static SegmentMatch Match(SegmentationModel previous, SegmentationModel current)
    {
        ArgumentNullException.ThrowIfNull(previous);
        ArgumentNullException.ThrowIfNull(current);
        if (Difference(previous, current) is { } difference)
        {
            return new SegmentMatch(current, Matched: false, difference, [.. Enumerable.Range(0, current.K)], []);
        }

        var costs = Costs(previous, current);
        var order = HungarianAssignment.Solve(costs);
        var model = new SegmentationModel(
            current.Scaler,
            order.SelectMany(i => current.Centroid(i).ToArray()).ToArray(),
            previous.Labels,
            current.MeanSquaredDistance,
            current.Baselines)
        {
            JointBaseline = current.JointBaseline,
            UnusualDistances = current.UnusualDistances is { } unusual ? new UnusualDistances(order.Select(i => unusual.Quantiles[i])) : null,
        };
        return new SegmentMatch(model, Matched: true, Reason: null, order, [.. order.Select((to, from) => Math.Sqrt(costs[from, to]))]);
    }

    /// <summary>The same for a whole training result: model, segments and profiles change together.</summary>
    /// <param name="previous">The model to continue.</param>
    /// <param name="result">What training on <paramref name="data"/> gave.</param>
    /// <param name="data">The rows trained on. They are assigned anew: of equally near centroids the lowest index wins, and the indices change.</param>
    public static (TrainingResult Result, SegmentMatch Match) Continue(SegmentationModel previous, TrainingResult result, FeatureMatrix data)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(data);
        var match = Match(previous, result.Model);
        if (!match.Matched)
        {
            return (result, match);
        }

        var described = SegmentationTrainer.Describe(match.Model, result.Features, data);
        return (result with { Model = match.Model, Segments = described.Segments, Profiles = described.Profiles }, match);
    }

    private static string? Difference(SegmentationModel previous, SegmentationModel current)
    {
        if (previous.K != current.K)
        {
            return $"The previous model has {previous.K} segments, the new one {current.K}.";
        }

        return previous.FeatureNames.SequenceEqual(current.FeatureNames, StringComparer.Ordinal)
            ? null
            : $"The previous model has the features [{string.Join(", ", previous.FeatureNames)}], the new one [{string.Join(", ", current.FeatureNames)}].";
    }

    private static double[,] Costs(SegmentationModel previous, SegmentationModel current)
    {
        var costs = new double[previous.K, current.K];
        var natural = new double[previous.FeatureNames.Count];
        var scaled = new double[previous.FeatureNames.Count];
        for (var from = 0; from < previous.K; from++)
        {
            previous.Scaler.Inverse(previous.Centroid(from), natural);
            current.Scaler.Transform(natural, scaled);
            for (var to = 0; to < current.K; to++)
            {
                var centroid = current.Centroid(to);
                for (var i = 0; i < scaled.Length; i++)
                {
                    costs[from, to] += (scaled[i] - centroid[i]) * (scaled[i] - centroid[i]);
                }
            }
        }

        return costs;
    }
}
