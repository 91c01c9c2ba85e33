namespace SegmentationUpdates.Clustering.Training;

/// <summary>What a training does one after the other.</summary>
public enum TrainingStage
{
    /// <summary>The columns are measured, clamped and scaled.</summary>
    Scaling,

    /// <summary>Every number of segments is tried on a small sample; only where the number is chosen.</summary>
    Choosing,

    /// <summary>Independent k-means++ starts on the sample, and swaps that improve the best of them.</summary>
    Starting,

    /// <summary>The best are refined over all rows.</summary>
    Refining,

    /// <summary>Every row gets its segment, and the segments are described.</summary>
    Scoring,
}
