using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Matching;
using SegmentationUpdates.Clustering.Naming;
using SegmentationUpdates.Clustering.Training;

namespace SegmentationUpdates.Clustering.Tests.Naming;

public class SegmentNamingTests
{
    private static TrainingResult Train(FeatureMatrix data, ClusteringOptions options) =>
        new SegmentationTrainer(options).Train(data, TestContext.Current.CancellationToken);

    public static TheoryData<string, int> Populations()
    {
        var data = new TheoryData<string, int>();
        foreach (var kind in (string[])["bank", "blobs"])
        {
            foreach (var k in (int[])[2, 4, 8])
            {
                data.Add(kind, k);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Populations))]
    public void Made_names_are_distinct_and_each_phrase_holds_for_the_means(string kind, int k)
    {
        // With features that do not rank there are no names by order.
        Feature[] features = [.. DefaultFeatures.All.Select(feature => feature with { Weight = 0 })];
        var training = Train(SyntheticCustomers.Of(kind, 1500, seed: k), new ClusteringOptions { K = k, Features = features, Restarts = 3 });

        Assert.Equal(k, training.Model.Labels.Distinct(StringComparer.Ordinal).Count());
        Assert.All(training.Profiles, profile => Assert.Equal(training.Model.Labels[profile.Index], profile.Label));
        Assert.All(training.Profiles, profile => Claims.Hold(training, profile.Index, profile.Label));
        Assert.DoesNotContain(training.Model.Labels, label => label.StartsWith("Segment ", StringComparison.Ordinal));
    }

    [Fact]
    public void Features_that_are_not_known_get_neutral_names_and_a_group_in_the_middle_is_average()
    {
        Feature[] features = [new("balance_eur", Scaling.Standard), new("visits", Scaling.Standard)];
        var data = new FeatureMatrix(
            ["balance_eur", "visits"], [.. Enumerable.Range(0, 20).SelectMany(i => (double[])[100, i % 2, 50 + (i % 2), 5, i % 2, 10])]);

        var labels = Train(data, new ClusteringOptions { Features = features }).Model.Labels;

        Assert.Equal(["High balance_eur, low visits", "High visits, low balance_eur", "Near the average"], labels.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void More_segments_than_words_are_numbered()
    {
        Feature[] features = [new("visits", Scaling.Standard)];
        var data = new FeatureMatrix(["visits"], [.. Enumerable.Range(0, 50).Select(i => (double)(i % 5 * 100))]);

        var labels = Train(data, new ClusteringOptions { K = 5, Features = features }).Model.Labels;

        Assert.Equal(["High visits", "High visits (2)", "Low visits", "Low visits (2)", "Near the average"], labels.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_column_whose_name_leaves_no_room_is_numbered()
    {
        var name = new string('x', 60);
        var data = new FeatureMatrix([name], [0, 0, 1, 1]);

        var labels = Train(data, new ClusteringOptions { K = 2, Features = [new(name, Scaling.Standard)] }).Model.Labels;

        Assert.Equal(["Segment 1", "Segment 2"], labels);
    }

    [Fact]
    public void One_segment_is_all_customers() =>
        Assert.Equal(["All customers"], Train(SyntheticCustomers.Bank(100, 1), new ClusteringOptions { K = 1 }).Model.Labels);

    [Fact]
    public void A_name_by_giants_alone_is_not_given()
    {
        // Clamped, the first ten own less than the others; with their giant, more.
        var amounts = Enumerable.Range(0, 400).Select(i => i < 200 ? 10.0 : 20.0).ToArray();
        amounts[0] = 1e9;
        var data = new FeatureMatrix(
            ["balance_eur", "visits", "clicks"], [.. Enumerable.Range(0, 400).SelectMany(i => (double[])[amounts[i], i < 200 ? 0 : 1, i < 200 ? 0 : 1])]);
        Feature[] features = [new("balance_eur", Scaling.Standard, UpperQuantile: .9), new("visits", Scaling.Standard), new("clicks", Scaling.Standard)];

        var labels = Train(data, new ClusteringOptions { K = 2, Features = features }).Model.Labels;

        Assert.Equal(["High visits, high clicks", "Low visits, low clicks"], labels.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("bank")]
    [InlineData("blobs")]
    public void A_made_name_stays_while_it_is_true(string kind)
    {
        var options = new ClusteringOptions { K = 5, Restarts = 3 };
        var first = Train(SyntheticCustomers.Of(kind, 2000, seed: 1), options);
        PresentName[] present = [.. first.Model.Labels.Select(label => new PresentName(label))];

        // Half of the customers: other means, the same segments, and much the same names.
        var data = SyntheticCustomers.Of(kind, 1000, seed: 1);
        var (next, match) = SegmentMatching.Continue(first.Model, Train(data, options), data);
        var names = SegmentNaming.Next(next.Describe(), present, suggestedBefore: null).Names;

        Assert.True(match.Matched);
        Assert.All(names, (name, segment) => Claims.Hold(next, segment, name));
        for (var segment = 0; segment < names.Count; segment++)
        {
            if (IsTrueByFar(next, segment, first.Model.Labels[segment]))
            {
                Assert.Equal(first.Model.Labels[segment], names[segment]);
            }
        }
    }

    [Fact]
    public void A_made_name_that_is_not_true_any_more_goes_at_once()
    {
        var options = new ClusteringOptions { K = 4, Restarts = 3 };
        var training = Train(SyntheticCustomers.Bank(1000, seed: 3), options);
        PresentName[] turned = [.. training.Model.Labels.Reverse().Select(label => new PresentName(label))];

        var names = SegmentNaming.Next(training.Describe(), turned, suggestedBefore: null).Names;

        Assert.All(names, (name, segment) => Claims.Hold(training, segment, name));
    }

    [Fact]
    public void A_name_given_by_hand_stays_whatever_the_customers_are_like_and_nobody_else_gets_it()
    {
        var training = Train(SyntheticCustomers.Bank(1000, seed: 3), new ClusteringOptions { K = 4, Restarts = 3 });
        PresentName[] present = [.. training.Model.Labels.Select(label => new PresentName(label))];
        present[0] = new PresentName(training.Model.Labels[1], IsFixed: true);
        present[1] = new PresentName("old");

        var names = SegmentNaming.Next(training.Describe(), present, suggestedBefore: null).Names;

        Assert.Equal(training.Model.Labels[1], names[0]);
        Assert.Equal(4, names.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(training.Model.Labels.Skip(2), names.Skip(2));
    }

    private static bool IsTrueByFar(TrainingResult training, int segment, string name) => Claims.Of(name).All(claim =>
    {
        var column = training.Features.ToList().FindIndex(feature => feature.Name == claim.Feature);
        return training.Profiles[segment].Deviations[column] * (claim.Higher ? 1 : -1) > .2;
    });
}
