namespace SegmentationUpdates.Pipeline.Ingestion;

/// <summary>What became of a batch's transactions in the database.</summary>
/// <param name="Inserted">New, stored and in the profiles.</param>
/// <param name="Duplicates">Already stored.</param>
/// <param name="SegmentChanges">Customers whom the batch moved to another segment.</param>
/// <param name="Rejected">Left out: unknown customers, and rows that the database refuses.</param>
internal sealed record BatchOutcome(int Inserted, int Duplicates, int SegmentChanges, IReadOnlyList<RejectedMessage> Rejected)
{
    public static readonly BatchOutcome None = new(0, 0, 0, []);

    public static BatchOutcome operator +(BatchOutcome a, BatchOutcome b) => new(
        a.Inserted + b.Inserted,
        a.Duplicates + b.Duplicates,
        a.SegmentChanges + b.SegmentChanges,
        [.. a.Rejected, .. b.Rejected]);
}
