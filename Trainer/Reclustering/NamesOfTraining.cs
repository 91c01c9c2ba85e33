using SegmentationUpdates.Clustering.Naming;
using SegmentationUpdates.Storage;
using SegmentationUpdates.Storage.Segments;

namespace SegmentationUpdates.Trainer.Reclustering;

/// <summary>The names that go with a trained model: those of the segments that live on, as long as they are right.</summary>
internal static class NamesOfTraining
{
    /// <param name="continuation">The trained model.</param>
    /// <param name="active">The model before it; null for none.</param>
    /// <param name="present">What its segments are called.</param>
    /// <param name="areConfigured">Whether the labels are given by configuration: then these are the names.</param>
    public static TrainedNames Of(Continuation continuation, ClusteringModel? active, SegmentNameBook present, bool areConfigured)
    {
        var keys = continuation.Training.Model.Labels;
        if (areConfigured || continuation.Matched is not true)
        {
            var same = keys.ToDictionary(key => key, StringComparer.Ordinal);
            return new TrainedNames(same, same);
        }

        var before = TrainedNames.FromJson(active?.SegmentNames)?.Suggested;
        var next = SegmentNaming.Next(
            continuation.Training.Describe(),
            [.. keys.Select(key => new PresentName(present.NameOf(key)!, present.Find(key)?.ByOperator ?? false))],
            before is null ? null : [.. keys.Select(key => before.GetValueOrDefault(key, ""))]);
        return new TrainedNames(ByKey(next.Names), ByKey(next.Suggested));

        Dictionary<string, string> ByKey(IReadOnlyList<string> names) =>
            keys.Zip(names).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
    }
}
