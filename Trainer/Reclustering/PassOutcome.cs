namespace SegmentationUpdates.Trainer.Reclustering;

/// <summary>What came of a pass over all customers.</summary>
internal abstract record PassOutcome
{
    private PassOutcome()
    {
    }

    /// <summary>Everybody is where the version says; so many customers changed their segment for it.</summary>
    public sealed record Applied(int Changes) : PassOutcome;

    /// <summary>Another version was activated meanwhile, or something else calls for another pass, which will put everybody in place.</summary>
    public sealed record Overtaken : PassOutcome;
}
