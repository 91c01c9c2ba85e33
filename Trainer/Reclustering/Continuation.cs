using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Matching;
using SegmentationUpdates.Clustering.Scoring;
using SegmentationUpdates.Clustering.Training;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Trainer.Reclustering;

/// <summary>A trained model as it follows the one before it.</summary>
/// <param name="Training">With the segments in the order, and under the labels, of the previous model where they live on.</param>
/// <param name="Matched">Whether any do; null without a previous model.</param>
/// <param name="Reason">Why none does.</param>
/// <param name="Born">Segments that the previous model did not have; all, where none lives on.</param>
/// <param name="Died">Segments of the previous model that this one does not have; all, where none lives on.</param>
/// <param name="Moves">Who is elsewhere than by the previous model; null without one, and where it cannot score the training's rows.</param>
internal sealed record Continuation(
    TrainingResult Training, bool? Matched, string? Reason, string[] Born, string[] Died, SegmentMoves? Moves)
{
    public static Continuation First(TrainingResult training) => new(training, Matched: null, Reason: null, Born: [], Died: [], Moves: null);

    /// <param name="previous">The model before.</param>
    /// <param name="training">From the same rows.</param>
    /// <param name="data">The rows.</param>
    /// <param name="labels">That the configuration gives; none for names made by the training.</param>
    public static Continuation Of(SegmentationModel previous, TrainingResult training, FeatureMatrix data, IReadOnlyList<string> labels)
    {
        if (labels.Count > 0 && !HasLabels(previous, labels))
        {
            return Anew(previous, training, data, "other labels are configured.");
        }

        var (continued, match) = SegmentMatching.Continue(previous, training, data);
        return match.Matched
            ? new Continuation(
                continued,
                Matched: true,
                Reason: null,
                [.. continued.Model.Labels.Except(previous.Labels, StringComparer.Ordinal)],
                [.. previous.Labels.Except(continued.Model.Labels, StringComparer.Ordinal)],
                SegmentMoves.Between(previous, continued, data))
            : Anew(previous, training, data, match.Reason);
    }

    /// <summary>For the record of the new model.</summary>
    public ModelLineage After(ClusteringModel? previous) => new()
    {
        PreviousVersion = previous?.ModelVersion,
        Matched = Matched,
        BornSegments = Born,
        DiedSegments = Died,
        Stability = Moves?.Stability,
        Origin = Matched is true ? previous!.Lineage.Origin ?? previous.ModelVersion : null,
    };

    private static Continuation Anew(SegmentationModel previous, TrainingResult training, FeatureMatrix data, string? reason) => new(
        training,
        Matched: false,
        reason,
        [.. training.Model.Labels],
        [.. previous.Labels],
        SegmentMoves.Between(previous, training, data));

    // Labels that were configured anew take effect; else a segment stays the segment it was.
    private static bool HasLabels(SegmentationModel previous, IReadOnlyList<string> labels) =>
        previous.K != labels.Count
        || previous.Labels.Order(StringComparer.Ordinal).SequenceEqual(labels.Order(StringComparer.Ordinal), StringComparer.Ordinal);
}
