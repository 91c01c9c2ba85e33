namespace SegmentationUpdates.Trainer.Reclustering;

/// <summary>What came of a training.</summary>
internal abstract record TrainingOutcome
{
    private TrainingOutcome()
    {
    }

    /// <summary>A new version, which is active.</summary>
    public sealed record Trained(long Version) : TrainingOutcome;

    /// <summary>Another version was activated meanwhile. Nothing is stored: what the training was asked for is out of date.</summary>
    public sealed record Overtaken : TrainingOutcome;

    /// <summary>These customers cannot be clustered, for example because there are fewer than k.</summary>
    public sealed record Refused(string Reason) : TrainingOutcome;
}
