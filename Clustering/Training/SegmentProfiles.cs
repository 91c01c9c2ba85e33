using SegmentationUpdates.Clustering.Explanation;
using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Scoring;

namespace SegmentationUpdates.Clustering.Training;

/// <summary>Describes segments by the rows in them.</summary>
internal static class SegmentProfiles
{
    /// <summary>A spread this small against the scale is the rounding of a constant.</summary>
    private const double Constant = 1e-12;

    /// <summary>One profile per segment, from rows without missing values. A segment without rows is described by its centroid.</summary>
    public static SegmentProfile[] Build(SegmentationModel model, IReadOnlyList<Feature> features, SegmentSums sums, SegmentMedians medians)
    {
        var columns = features.Count;
        return [.. Enumerable.Range(0, model.K).Select(Profile)];

        SegmentProfile Profile(int segment)
        {
            var means = sums.Natural[(segment * columns)..((segment + 1) * columns)];
            var scaledMeans = sums.Scaled[(segment * columns)..((segment + 1) * columns)];
            var size = sums.Sizes[segment];
            if (size == 0)
            {
                model.Centroid(segment).CopyTo(scaledMeans);
                model.Scaler.Inverse(scaledMeans, means);
            }
            else
            {
                Divide(means, size);
                Divide(scaledMeans, size);
            }

            double[] deviations = [.. scaledMeans.Select((mean, column) => Deviation(mean, sums.Spread(column)))];
            return new SegmentProfile(
                segment,
                model.Labels[segment],
                size,
                sums.Rows == 0 ? 0 : (double)size / sums.Rows,
                means,
                scaledMeans,
                Ranking.Score(features, scaledMeans),
                deviations,
                SegmentSentence.For(model.FeatureNames, deviations))
            {
                Medians = medians.Medians[segment],
                InterquartileRanges = medians.Ranges[segment],
            };
        }
    }

    private static double Deviation(double mean, (double Mean, double Deviation) all) =>
        all.Deviation <= Constant ? 0 : (mean - all.Mean) / all.Deviation;

    private static void Divide(Span<double> values, int divisor)
    {
        foreach (ref var value in values)
        {
            value /= divisor;
        }
    }
}
