namespace SegmentationUpdates.Standalone.Tabular;

/// <summary>What becomes of customers with missing values.</summary>
internal enum MissingRows
{
    /// <summary>The median of the column stands for a missing number; a missing category is one of its own.</summary>
    Median,

    /// <summary>They are left out, of the output too.</summary>
    Drop,
}
