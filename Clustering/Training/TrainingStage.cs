namespace SegmentationUpdates.Clustering.Training;

/// <summary>What a training does one after the other; the starts once for each number of segments that is tried.</summary>
public enum TrainingStage
{
    /// <summary>The columns are measured, clamped and scaled.</summary>
    Scaling,

    /// <summary>Independent k-means++ starts on the sample, and swaps that improve the best of them.</summary>
    Starting,

    /// <summary>The best are refined over all rows.</summary>
    Refining,

    /// <summary>Every row gets its segment, and the segments are described.</summary>
    Scoring,
}
