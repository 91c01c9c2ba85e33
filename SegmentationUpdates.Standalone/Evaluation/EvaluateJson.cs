using SegmentationUpdates.Standalone.Tabular;
using SegmentationUpdates.Standalone.Views;

namespace SegmentationUpdates.Standalone.Evaluation;

/// <summary>What an evaluation found, for programs.</summary>
internal static class EvaluateJson
{
    public static void Write(TextWriter writer, EvaluationResult result, ReadingNotes notes) => CommandJson.Write(writer, new
    {
        result.Outcome,
        OutcomeValue = result.Second,
        result.HoldOut.Training.Model.K,
        Trained = result.HoldOut.Trained.Length,
        Held = result.HoldOut.Held.Length,
        result.WithoutOutcome,
        result.HoldOut.TrainedInertia,
        result.HoldOut.HeldInertia,
        result.HoldOut.Stability,
        result.HoldOut.Training.Choice,
        Segments = result.Segments,
        Yardstick = result.Yardstick is null ? null : new { Column = result.YardstickColumn, Report = result.Yardstick },
        Input = notes,
        result.HoldOut.Training.Remarks,
    });
}
