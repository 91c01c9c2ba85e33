namespace SegmentationUpdates.Trainer.Reclustering;

/// <summary>What came of a training.</summary>
internal abstract record TrainingOutcome
{
    private TrainingOutcome()
    {
    }

    /// <summary>A new version, which is active.</summary>
    public sealed record Trained(long Version) : TrainingOutcome;

    /// <summary>A new version, which is not active: it waits for an operator's decision.</summary>
    /// <param name="Version">The challenger.</param>
    /// <param name="Objection">Why somebody has to be asked, as a part of a sentence about the model.</param>
    public sealed record Challenges(long Version, string Objection) : TrainingOutcome;

    /// <summary>Nothing is stored: somebody would have to be asked, and is asked about another version already.</summary>
    public sealed record Withheld : TrainingOutcome;

    /// <summary>Another version was activated meanwhile. Nothing is stored: what the training was asked for is out of date.</summary>
    public sealed record Overtaken : TrainingOutcome;

    /// <summary>These customers cannot be clustered, for example because there are fewer than k.</summary>
    public sealed record Refused(string Reason) : TrainingOutcome;
}
