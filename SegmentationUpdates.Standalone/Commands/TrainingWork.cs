using SegmentationUpdates.Clustering.Training;
using SegmentationUpdates.Standalone.Views;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>A training's steps in words for people.</summary>
internal sealed class TrainingWork(Work work) : IProgress<TrainingStep>
{
    public void Report(TrainingStep value)
    {
        if (value.Done > 0)
        {
            work.Report(value.Done);
        }
        else
        {
            work.Next(Name(value.Stage), value.Total);
        }
    }

    private static string Name(TrainingStage stage) => stage switch
    {
        TrainingStage.Scaling => "scaling",
        TrainingStage.Choosing => "choosing the number of segments",
        TrainingStage.Starting => "training starts",
        TrainingStage.Refining => "refining",
        _ => "scoring",
    };
}
