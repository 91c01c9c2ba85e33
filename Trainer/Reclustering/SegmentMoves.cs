using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Quality;
using SegmentationUpdates.Clustering.Scoring;
using SegmentationUpdates.Clustering.Training;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Trainer.Reclustering;

/// <summary>Where a training puts its customers, against where the model before puts the same ones: by the nearest centroid of each.</summary>
/// <param name="Share">Of the customers that get a segment of another name, 0 to 1.</param>
/// <param name="Stability">Adjusted Rand index of the two, whatever the segments are called.</param>
/// <param name="Flows">How many from where to where, most first.</param>
internal sealed record SegmentMoves(double Share, double Stability, IReadOnlyList<ModelFlow> Flows)
{
    /// <returns>Null where the previous model has other features.</returns>
    public static SegmentMoves? Between(SegmentationModel previous, TrainingResult training, FeatureMatrix data)
    {
        if (!previous.FeatureNames.SequenceEqual(data.ColumnNames, StringComparer.Ordinal))
        {
            return null;
        }

        var before = new int[data.Rows];
        previous.Assign(data, before, new double[data.Rows]);
        var after = training.Segments;
        var counts = new int[previous.K * training.Model.K];
        for (var row = 0; row < before.Length; row++)
        {
            counts[(before[row] * training.Model.K) + after[row]]++;
        }

        ModelFlow[] flows =
        [
            .. counts
                .Select((customers, cell) => new ModelFlow(
                    previous.Labels[cell / training.Model.K], training.Model.Labels[cell % training.Model.K], customers))
                .Where(flow => flow.Customers > 0 && flow.From != flow.To)
                .OrderByDescending(flow => flow.Customers),
        ];
        return new SegmentMoves(
            before.Length == 0 ? 0 : (double)flows.Sum(flow => (long)flow.Customers) / before.Length, AdjustedRandIndex.Compute(before, after), flows);
    }
}
