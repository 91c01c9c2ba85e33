namespace SegmentationUpdates.Clustering;

/// <summary>What makes the past fade.</summary>
public enum DecayUnit
{
    /// <summary>Every batch, however many customers are in it.</summary>
    Batches,

    /// <summary>Every customer: large batches make the past fade more.</summary>
    Points,
}
