namespace SegmentationUpdates.Dashboard.Display;

/// <summary>What a feature is counted in.</summary>
public enum FeatureUnit
{
    /// <summary>A name that this page does not know.</summary>
    Unknown,
    Money,
    Count,

    /// <summary>So many a month.</summary>
    Rate,
    Days,
    Months,
    Years,

    /// <summary>From 0 to 100.</summary>
    Points,
    YesOrNo,
}
