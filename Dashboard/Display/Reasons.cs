using SegmentationUpdates.Hosting;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Dashboard.Display;

/// <summary>Why somebody moved, in words. A reason that another writer gave is shown as it is.</summary>
public static class Reasons
{
    public static string OfMove(string reason, long? modelVersion) => EnumText.Find<SegmentChangeReason>(reason) switch
    {
        SegmentChangeReason.Transactions => "own transactions",
        SegmentChangeReason.Model => modelVersion is { } version ? $"model {version}" : "a model",
        SegmentChangeReason.Initial => "first placement",
        SegmentChangeReason.Loaded => "came with it",
        SegmentChangeReason.Manual => "by hand",
        SegmentChangeReason.Erased or null => reason,
    };

    /// <summary>The same, as a sentence for a tooltip.</summary>
    public static string Explain(string reason, long? modelVersion) => EnumText.Find<SegmentChangeReason>(reason) switch
    {
        SegmentChangeReason.Transactions => $"The customer's own transactions moved the profile into the other segment (scored by model {modelVersion}).",
        SegmentChangeReason.Model => $"Model {modelVersion} draws the borders anew, or time passed without a transaction.",
        SegmentChangeReason.Initial => "The customer had no segment before.",
        SegmentChangeReason.Loaded => "The customer was added with this segment.",
        SegmentChangeReason.Manual => "Somebody changed the segment in the database.",
        SegmentChangeReason.Erased or null => reason,
    };
}
