using SegmentationUpdates.Consumer.DeadLetters;

namespace SegmentationUpdates.Consumer.Ingestion;

/// <summary>What became of a batch's transactions in the database.</summary>
/// <param name="Inserted">New, stored and in the profiles.</param>
/// <param name="Duplicates">Already stored.</param>
/// <param name="SegmentChanges">Customers whom the batch moved to another segment.</param>
/// <param name="Erased">Of customers who were erased: left out and kept nowhere.</param>
/// <param name="Rejected">Left out: unknown customers, and rows that the database refuses.</param>
internal sealed record BatchOutcome(int Inserted, int Duplicates, int SegmentChanges, int Erased, IReadOnlyList<RejectedMessage> Rejected)
{
    public static readonly BatchOutcome None = new(0, 0, 0, 0, []);

    /// <summary>
    /// This outcome, seen in the light of an attempt before whose commit was uncertain: when everything that it inserted is a duplicate now,
    /// the commit went through, and the transactions were new then.
    /// </summary>
    public BatchOutcome ReconcileWith(BatchOutcome uncertain) => uncertain.Inserted > 0 && Inserted == 0 && Duplicates >= uncertain.Inserted
        ? this with
        {
            Inserted = uncertain.Inserted,
            Duplicates = Duplicates - uncertain.Inserted,
            SegmentChanges = SegmentChanges + uncertain.SegmentChanges,
        }
        : this;

    public static BatchOutcome operator +(BatchOutcome a, BatchOutcome b) => new(
        a.Inserted + b.Inserted,
        a.Duplicates + b.Duplicates,
        a.SegmentChanges + b.SegmentChanges,
        a.Erased + b.Erased,
        [.. a.Rejected, .. b.Rejected]);
}
