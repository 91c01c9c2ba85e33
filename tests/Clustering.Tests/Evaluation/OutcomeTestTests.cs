using SegmentationUpdates.Clustering.Evaluation;

namespace SegmentationUpdates.Clustering.Tests.Evaluation;

public class OutcomeTestTests
{
    private static readonly string[] Labels = ["a", "b", "nobody"];

    [Fact]
    public void A_number_is_explained_as_by_hand()
    {
        // Means 2 and 5, of all 3.5: 6 x 1.5 squared between, and 4 more within.
        var report = OutcomeTest.OfNumber(Labels, [0, 0, 0, 1, 1, 1], [1, 2, 3, 4, 5, 6], seed: 1);

        Assert.Equal(13.5 / 17.5, report.EtaSquared, 1e-15);
        Assert.Equal(13.5 / 17.5, report.RankEtaSquared!.Value, 1e-15);
        Assert.Equal([new SegmentOutcome("a", 3, 2) { Median = 2 }, new SegmentOutcome("b", 3, 5) { Median = 5 }], report.Segments);
        Assert.InRange(report.Chance, .05, .15); // 2 of the 20 ways to deal explain as much.
        Assert.Null(report.CramersV);
    }

    [Fact]
    public void A_giant_does_not_sway_the_ranks()
    {
        var report = OutcomeTest.OfNumber(Labels, [0, 0, 0, 1, 1, 1], [1, 2, 3, 4, 5, 1e12], seed: 1);

        Assert.InRange(report.EtaSquared, .1, .3);
        Assert.Equal(13.5 / 17.5, report.RankEtaSquared!.Value, 1e-15);
        Assert.Equal(5, report.Segments[1].Median);
    }

    [Fact]
    public void An_outcome_of_two_values_is_measured_as_by_hand()
    {
        // 1 of 4 and 3 of 4: chi squared 2, of 8 customers.
        var report = OutcomeTest.OfTwoValues(Labels, [0, 0, 0, 0, 1, 1, 1, 1], [1, 0, 0, 0, 1, 1, 1, 0], expected: [.2, .7, .9], seed: 1);

        Assert.Equal(.5, report.CramersV!.Value, 1e-15);
        Assert.Equal(.75, report.Auc!.Value, 1e-15);
        Assert.Equal(1.5, report.Lift!.Value, 1e-15);
        Assert.Equal((.25, 4), (report.Segments[0].Mean, report.Segments[0].Customers));

        // By Wilson's formula of 1 in 4.
        Assert.Equal(.0456, report.Segments[0].Low!.Value, 1e-4);
        Assert.Equal(.6994, report.Segments[0].High!.Value, 1e-4);
        Assert.Null(report.Segments[0].Median);
    }

    [Fact]
    public void Expectations_that_are_the_wrong_way_round_count_against_the_segments()
    {
        var report = OutcomeTest.OfTwoValues(Labels, [0, 0, 0, 0, 1, 1, 1, 1], [1, 0, 0, 0, 1, 1, 1, 0], expected: [.7, .2, 0], seed: 1);

        Assert.Equal(.25, report.Auc!.Value, 1e-15);
        Assert.Equal(.5, report.Lift!.Value, 1e-15);
    }

    [Fact]
    public void Segments_that_say_nothing_are_as_likely_as_not()
    {
        var random = new Random(4);
        var report = OutcomeTest.OfNumber(
            Labels,
            [.. Enumerable.Range(0, 400).Select(i => i % 2)],
            [.. Enumerable.Range(0, 400).Select(_ => random.NextDouble())],
            seed: 1);

        Assert.InRange(report.Chance, .05, 1);
    }

    [Fact]
    public void Segments_are_measured_on_customers_they_were_not_made_from()
    {
        var data = SyntheticCustomers.Bank(600, seed: 2);
        var found = HoldOut.Run(data, new() { K = 3 }, TestContext.Current.CancellationToken);

        Assert.Equal(Enumerable.Range(0, 600), found.Trained.Concat(found.Held).Order());
        Assert.Equal((300, 300), (found.Training.Rows, found.HeldSegments.Length));
        Assert.Equal(found.Held.Select(i => found.Training.Model.Assign(data.Row(i)).Segment), found.HeldSegments);
        Assert.Equal(found.Held.Average(i => found.Training.Model.Assign(data.Row(i)).SquaredDistance), found.HeldInertia, 1e-9);
        Assert.InRange(found.Stability, .3, 1);
    }
}
