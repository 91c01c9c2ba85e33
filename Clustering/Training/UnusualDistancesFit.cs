using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Scoring;

namespace SegmentationUpdates.Clustering.Training;

/// <summary>Takes the distances of a model's customers, from everybody it was trained on, so that the order of the rows does not matter.</summary>
internal static class UnusualDistancesFit
{
    public static UnusualDistances Of(SegmentationModel model, FeatureMatrix data, ReadOnlySpan<int> segments)
    {
        var distances = new List<double>[model.K];
        for (var segment = 0; segment < model.K; segment++)
        {
            distances[segment] = [];
        }

        for (var i = 0; i < data.Rows; i++)
        {
            distances[segments[i]].Add(model.UnusualDistance(data.Row(i), segments[i]));
        }

        return new UnusualDistances(distances.Select(Quantiles));
    }

    // Type 7 of Hyndman and Fan (1996).
    private static double[] Quantiles(List<double> distances)
    {
        distances.Sort();
        return distances.Count == 0 ? [] : [.. UnusualDistances.Probabilities.Select(probability =>
        {
            var position = probability * (distances.Count - 1);
            var (below, above) = (distances[(int)position], distances[Math.Min((int)position + 1, distances.Count - 1)]);
            return Math.Min(below + ((position - (int)position) * (above - below)), above);
        })];
    }
}
