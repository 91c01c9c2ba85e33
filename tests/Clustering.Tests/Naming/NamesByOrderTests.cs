using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Naming;
using SegmentationUpdates.Clustering.Training;

namespace SegmentationUpdates.Clustering.Tests.Naming;

public class NamesByOrderTests
{
    private const string Best = "High-value";
    private const string Present = "Budget-conscious";
    private const string Away = "At risk / inactive customers";

    private static readonly Feature[] Features =
    [
        new("balance", Scaling.Standard, Weight: 1), new("days_from_last_transaction", Scaling.Standard, Weight: -.2),
    ];

    private static readonly string[] Columns = ["balance", "days_from_last_transaction"];

    // Three groups in the order of the model: what each owns, and how long it has been away.
    private static TrainingResult Groups(params (double Balance, double Days)[] groups)
    {
        var rows = groups.SelectMany(group => Enumerable.Range(0, 10).SelectMany(_ => (double[])[group.Balance, group.Days])).ToArray();
        var data = new FeatureMatrix(Columns, rows);
        var training = new SegmentationTrainer(new ClusteringOptions { Features = Features }).Train(data, TestContext.Current.CancellationToken);
        var order = groups.Select((_, i) => training.Segments[i * 10]).ToArray();
        return training with { Profiles = [.. order.Select((segment, i) => training.Profiles[segment] with { Index = i })] };
    }

    private static string[] First(params (double Balance, double Days)[] groups) => [.. SegmentNaming.First(Groups(groups).Describe())];

    private static SegmentNames Next(
        string[] present, IReadOnlyList<string>? suggestedBefore, params (double Balance, double Days)[] groups) =>
        SegmentNaming.Next(Groups(groups).Describe(), [.. present.Select(name => new PresentName(name))], suggestedBefore);

    [Fact]
    public void The_best_score_is_of_high_value_and_of_the_others_the_longest_away_is_at_risk() =>
        Assert.Equal([Best, Away, Present], First((100, 10), (20, 90), (10, 5)));

    [Fact]
    public void At_risk_is_nobody_whom_the_average_customer_is_away_for_longer()
    {
        var names = First((100, 90), (20, 10), (10, 5));

        Assert.Equal(Best, names[0]);
        Assert.Equal(Present, names[2]);
        Assert.DoesNotContain(Away, names);
        Assert.Equal("Recently active with low balances", names[1]);
    }

    [Theory]
    [InlineData("balance", "debt")]
    [InlineData("income", "days_from_last_transaction")]
    [InlineData("balance", "num_transactions")]
    public void Names_of_value_and_recency_need_both_among_the_features(params string[] features)
    {
        var options = new ClusteringOptions { Features = [.. features.Select(DefaultFeatures.Named)] };
        var data = new FeatureMatrix(features, [.. Enumerable.Range(0, 30).SelectMany(i => (double[])[i % 3 * 50, i % 3 == 1 ? 9 : i % 2])]);

        var labels = new SegmentationTrainer(options).Train(data, TestContext.Current.CancellationToken).Model.Labels;

        Assert.Empty(labels.Intersect([Best, Present, Away], StringComparer.Ordinal));
    }

    [Fact]
    public void An_order_that_changes_beyond_the_margin_renames_in_the_second_training_that_says_so()
    {
        string[] present = [Best, Present, Away];

        var once = Next(present, present, (50, 5), (100, 5), (10, 90));
        var twice = Next(present, once.Suggested, (50, 5), (100, 5), (10, 90));

        Assert.Equal(present, once.Names);
        Assert.Equal([Present, Best, Away], once.Suggested);
        Assert.Equal(once.Suggested, twice.Names);
    }

    [Fact]
    public void An_order_that_changes_back_renames_nothing()
    {
        string[] present = [Best, Present, Away];
        var once = Next(present, present, (50, 5), (100, 5), (10, 90));
        var back = Next(present, once.Suggested, (100, 5), (50, 5), (10, 90));
        var again = Next(present, back.Suggested, (50, 5), (100, 5), (10, 90));

        Assert.Equal(present, back.Names);
        Assert.Equal(present, again.Names);
    }

    [Fact]
    public void Within_the_margin_the_order_is_as_it_was()
    {
        string[] present = [Best, Present, Away];

        Assert.Equal(Best, Next(present, null, (95, 5), (100, 5), (10, 90)).Suggested[0]);
        Assert.Equal(present, Next(present, null, (100, 0), (10, 52), (10.5, 50)).Suggested);
        Assert.Equal([Best, Away, Present], Next(present, null, (100, 0), (10, 90), (10.5, 50)).Suggested);
    }

    [Fact]
    public void A_name_given_by_hand_keeps_its_place_and_the_others_go_by_order()
    {
        var training = Groups((50, 5), (100, 5), (10, 90));
        PresentName[] present = [new(Best, IsFixed: true), new(Present), new(Away)];

        var suggested = SegmentNaming.Next(training.Describe(), present, null).Suggested;

        Assert.Equal(Best, suggested[0]);
        Assert.Equal(Away, suggested[2]);
        Claims.Hold(training, 1, suggested[1]);
    }
}
