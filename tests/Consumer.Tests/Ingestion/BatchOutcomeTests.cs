using SegmentationUpdates.Consumer.Ingestion;

namespace SegmentationUpdates.Consumer.Tests.Ingestion;

public class BatchOutcomeTests
{
    private static readonly BatchOutcome Uncertain = new(Inserted: 7, Duplicates: 2, SegmentChanges: 3, Erased: 1, []);

    [Fact]
    public void A_commit_that_went_through_is_no_duplicate()
    {
        // Seen again: the seven that were inserted are duplicates now, as the two were before.
        var again = new BatchOutcome(Inserted: 0, Duplicates: 9, SegmentChanges: 0, Erased: 1, []);

        Assert.Equal(new BatchOutcome(7, 2, 3, 1, []), again.ReconcileWith(Uncertain));
    }

    [Fact]
    public void A_commit_that_was_lost_counts_what_the_next_attempt_did()
    {
        var again = new BatchOutcome(Inserted: 7, Duplicates: 2, SegmentChanges: 4, Erased: 1, []);

        Assert.Equal(again, again.ReconcileWith(Uncertain));
    }

    [Fact]
    public void Without_an_uncertain_commit_duplicates_are_duplicates()
    {
        var again = new BatchOutcome(Inserted: 0, Duplicates: 9, SegmentChanges: 0, Erased: 0, []);

        Assert.Equal(again, again.ReconcileWith(BatchOutcome.None));
    }

    [Fact]
    public void What_somebody_else_stored_meanwhile_is_not_ours()
    {
        // Fewer duplicates than were inserted: they are not what the uncertain commit stored.
        var again = new BatchOutcome(Inserted: 0, Duplicates: 6, SegmentChanges: 0, Erased: 0, []);

        Assert.Equal(again, again.ReconcileWith(Uncertain));
    }
}
