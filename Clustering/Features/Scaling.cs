namespace SegmentationUpdates.Clustering.Features;

/// <summary>How a feature is brought to a scale on which distances of different features may be added.</summary>
public enum Scaling
{
    /// <summary>(x - median) / interquartile range: for heavy tails.</summary>
    Robust,

    /// <summary>(x - mean) / population standard deviation.</summary>
    Standard,
}
