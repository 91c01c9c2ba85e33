using SegmentationUpdates.Storage.Segments;

namespace SegmentationUpdates.Dashboard.Api;

/// <summary>A segment got another name. No customer moved.</summary>
/// <param name="RenamingId">Grows.</param>
/// <param name="At">UTC.</param>
/// <param name="Key">By which the data, and the topics, know the segment.</param>
/// <param name="From">The old name.</param>
/// <param name="To">The new one.</param>
/// <param name="Reason">order: by what the segments are like, in a training; operator: by hand.</param>
/// <param name="ModelVersion">Active from then on.</param>
/// <param name="By">The operator; null for a training, and where nobody said.</param>
public sealed record SegmentRenamingInfo(
    long RenamingId, DateTime At, string Key, string From, string To, string Reason, long ModelVersion, string? By)
{
    public static SegmentRenamingInfo Of(SegmentRenaming renaming)
    {
        ArgumentNullException.ThrowIfNull(renaming);
        return new(
            renaming.RenamingId,
            renaming.RenamedAt.UtcDateTime,
            renaming.Segment,
            renaming.OldName,
            renaming.NewName,
            renaming.Reason,
            renaming.ModelVersion,
            renaming.DoneBy);
    }
}
