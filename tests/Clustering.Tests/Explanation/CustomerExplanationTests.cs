using System.Globalization;
using System.Text.Json.Nodes;
using CsCheck;
using SegmentationUpdates.Clustering.Explanation;
using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Scoring;
using SegmentationUpdates.Clustering.Tests.Scoring;

namespace SegmentationUpdates.Clustering.Tests.Explanation;

public class CustomerExplanationTests
{
    private static readonly Gen<(SegmentationModel Model, double[] Row, int Current, double Margin)> Cases =
        from sample in RandomModels.WithRows
        where sample.Rows.Rows > 0
        from current in Gen.Int[SegmentationModel.NoSegment, sample.Model.K - 1]
        from margin in Gen.OneOf(Gen.Const(0.0), Gen.Double[0, .9])
        select (sample.Model, sample.Rows.Row(0).ToArray(), current, margin);

    [Fact]
    public void A_change_that_is_said_to_move_the_customer_moves_it_and_a_smaller_one_does_not() => Cases.Sample(
        c =>
        {
            var explanation = c.Model.Explain(c.Row, c.Current, c.Margin);
            Assert.Equal(explanation.Moves.Select(m => m.Step).Order(), explanation.Moves.Select(m => m.Step));
            foreach (var move in explanation.Moves)
            {
                var j = c.Model.FeatureNames.ToList().IndexOf(move.Feature);
                var column = c.Model.Scaler.Columns[j];
                var from = Math.Clamp(c.Row[j], column.Lower, column.Upper);

                Assert.Equal(c.Row[j], move.From);
                Assert.Equal(Math.Abs(Math.Clamp(move.To, column.Lower, column.Upper) - from) / column.Scale, move.Step, 1e-9);
                Assert.NotEqual(move.Segment, explanation.Segment);
                Assert.Equal(
                    move.Segment,
                    Changed(double.Parse(ExactNumber.Text(move.To), NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture)));
                for (var part = 0; part < 10; part++)
                {
                    Assert.NotEqual(move.Segment, Changed(from + ((ShortOf(move.To, from) - from) * (part / 10.0))));
                }

                Assert.NotEqual(move.Segment, Changed(ShortOf(move.To, from)));

                int Changed(double value)
                {
                    var row = c.Row.ToArray();
                    row[j] = value;
                    return c.Model.Assign(row, explanation.Segment, c.Margin).Segment;
                }
            }
        },
        iter: 1000);

    /// <summary>Three thousandths of the value before it: less than the last of its four digits can be. Not beyond where it came from.</summary>
    private static double ShortOf(double to, double from) => to > from
        ? Math.Max(from, to - (Math.Abs(to) * .003))
        : Math.Min(from, to + (Math.Abs(to) * .003));

    [Fact]
    public void Every_segment_that_one_feature_can_reach_is_found() => Cases.Sample(
        c =>
        {
            var explanation = c.Model.Explain(c.Row, c.Current, c.Margin);
            var found = explanation.Moves.Select(m => (m.Feature, m.Segment)).ToHashSet();
            for (var j = 0; j < c.Row.Length; j++)
            {
                var column = c.Model.Scaler.Columns[j];
                for (var step = 0; step <= 50; step++)
                {
                    var row = c.Row.ToArray();
                    row[j] = column.Lower + ((column.Upper - column.Lower) * step / 50);
                    var segment = c.Model.Assign(row, explanation.Segment, c.Margin).Segment;
                    Assert.True(segment == explanation.Segment || found.Contains((column.Name, segment)));
                }
            }
        },
        iter: 1000);

    [Fact]
    public void Contributions_add_up_to_the_difference_of_the_squared_distances() => Cases.Sample(
        c =>
        {
            var explanation = c.Model.Explain(c.Row, c.Current, c.Margin);
            var assignment = c.Model.Assign(c.Row, c.Current, c.Margin);

            Assert.Equal(assignment.Segment, explanation.Segment);
            Assert.Equal(c.Model.K, explanation.Distances.Count);
            Assert.Equal(Math.Sqrt(assignment.SquaredDistance), explanation.Distances[explanation.Segment].Distance);
            if (c.Model.K == 1)
            {
                Assert.Equal((-1, null), (explanation.Second, explanation.SecondLabel));
                Assert.Empty(explanation.Contributions);
                Assert.Empty(explanation.Moves);
                return;
            }

            var second = explanation.Distances[explanation.Second].Distance;
            Assert.All(explanation.Distances.Where(d => d.Segment != explanation.Segment), d => Assert.True(d.Distance >= second));
            Assert.Equal(
                (second * second) - assignment.SquaredDistance, explanation.Contributions.Sum(f => f.Contribution), 1e-9 * (1 + (second * second)));
            Assert.Equal(explanation.Contributions.Select(f => f.Contribution).OrderDescending(), explanation.Contributions.Select(f => f.Contribution));
        },
        iter: 1000);

    [Fact]
    public void It_is_said_in_words()
    {
        var explanation = Model().Explain([6000, 0]);

        Assert.Equal(
            "In good rather than bad mostly because of balance. With balance at 5,000 instead of 6,000, all else equal, it would move to bad.",
            explanation.Sentence);
        Assert.Equal(new Counterfactual("balance", 6000, explanation.Moves[0].To, 0, "bad", explanation.Moves[0].Step), explanation.Moves[0]);
        Assert.Equal(5000, explanation.Moves[0].To, 1e-6);
        Assert.Equal(1, explanation.Moves[0].Step, 1e-9);
    }

    [Fact]
    public void Who_is_held_by_the_margin_is_told_so()
    {
        var explanation = Model().Explain([5500, 500], currentSegment: 0, switchMargin: .25);

        Assert.True(explanation.HeldByMargin);
        Assert.Equal((0, 1), (explanation.Segment, explanation.Second));
        Assert.StartsWith("Still in bad: good is nearer, but by less than the switch margin.", explanation.Sentence, StringComparison.Ordinal);
        // 10,000 - x < 0.75 x: from 40,000 / 7 on.
        Assert.Equal(5715, explanation.Moves[0].To);
    }

    [Theory]
    [InlineData("num_transactions", 10.3, 20, 5, "11")]
    [InlineData("total_products_owned", 2, 20, 1, "3")]
    [InlineData("avg_transaction_amt", 10.333, 20, 5, "10.34")]
    [InlineData("avg_transaction_amt", 12_345.678, 20_000, 5, "12,350")]
    [InlineData("balance", 12_345.678, 12_345.69, 5, "12,345.68")]
    [InlineData("anything", 1 / 3.0, 2, 0, "0.3334")]
    [InlineData("anything", 1.0 / 3, .33335, 0, "0.33334")]
    public void The_value_that_moves_can_be_had_and_is_printed_whole(string feature, double border, double upper, double from, string to)
    {
        // From the border to the upper end the second is the nearest.
        var half = (upper - border) / 2;
        var model = new SegmentationModel(
            new FeatureScaler([new(feature, -1e9, 1e9, 0, 1)]), [border - half, border + half, upper + half], ["a", "b", "c"], 1);

        var explanation = model.Explain([from]);

        Assert.Contains($" at {to} instead of {ExactNumber.Text(from)}, all else equal, it would move to b.", explanation.Sentence, StringComparison.Ordinal);
        var move = explanation.Moves.Single(move => move.Label == "b");
        Assert.Equal(to, ExactNumber.Text(move.To));
        Assert.Equal(1, model.Assign([move.To]).Segment);
    }

    [Fact]
    public void What_would_take_a_part_of_a_thing_that_is_counted_is_no_move()
    {
        var model = new SegmentationModel(new FeatureScaler([new("has_loan", 0, 1, 0, 1)]), [0, .5, 1], ["without", "half", "with"], 1);

        Assert.Equal("with", Assert.Single(model.Explain([0]).Moves).Label);
    }

    [Fact]
    public void Who_cannot_be_moved_by_one_feature_is_told_so()
    {
        var far = new SegmentationModel(new FeatureScaler([new("x", 0, 1, 0, 1), new("y", 0, 1, 0, 1)]), [0, 0, 5, 5], ["a", "b"], 1);

        Assert.Equal("In a rather than b mostly because of x and y. No change of a single feature would move it.", far.Explain([.1, .2]).Sentence);
    }

    [Fact]
    public void Features_without_a_value_are_named_and_count_as_their_medians()
    {
        var explanation = Model().Explain([6000, double.NaN]);

        Assert.Equal(["debt"], explanation.Missing);
        Assert.Equal(250, explanation.Contributions.Single(c => c.Feature == "debt").Value);
    }

    [Fact]
    public void It_can_be_written_as_json()
    {
        var json = JsonNode.Parse(Model().Explain([6000, 0]).ToJson())!.AsObject();

        Assert.Equal("good", json["label"]!.GetValue<string>());
        Assert.False(json["held_by_margin"]!.GetValue<bool>());
        Assert.Equal("balance", json["moves"]![0]!["feature"]!.GetValue<string>());
    }

    private static SegmentationModel Model() => new(
        new FeatureScaler([new("balance", 0, 20_000, 0, 1000), new("debt", 0, 1000, 500, 1000, Median: 250)]),
        [0, 0, 10, 0],
        ["bad", "good"],
        1);
}
