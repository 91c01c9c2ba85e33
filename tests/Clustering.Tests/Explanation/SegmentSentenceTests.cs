using SegmentationUpdates.Clustering.Explanation;
using SegmentationUpdates.Clustering.Features;

namespace SegmentationUpdates.Clustering.Tests.Explanation;

public class SegmentSentenceTests
{
    [Fact]
    public void The_strongest_deviations_are_said_first() => Assert.Equal(
        "Spends more per transaction (+1.4 sd) and was active more recently (-0.9 sd); owes less (-0.6 sd).",
        SegmentSentence.For(
            ["income", "debt", "avg_transaction_amt", "days_from_last_transaction", "balance"],
            [.5, -.6, 1.4, -.9, .3]));

    [Fact]
    public void Two_are_joined_and_one_stands_alone()
    {
        Assert.Equal("Earns less (-2.0 sd) and owns more products (+0.3 sd).", SegmentSentence.For(["income", "total_products_owned"], [-2, .25]));
        Assert.Equal("Has been inactive for longer (+12.3 sd).", SegmentSentence.For(["days_from_last_transaction"], [12.34]));
    }

    [Fact]
    public void Another_feature_is_spelled_out() => Assert.Equal(
        "Loan repayment time is higher (+0.8 sd) and shoe size is lower (-0.5 sd).",
        SegmentSentence.For(["loan_repayment_time", "shoe_size"], [.8, -.5]));

    [Fact]
    public void A_segment_like_the_bank_is_said_to_be_average() => Assert.Equal(
        "Near the average customer in every feature.",
        SegmentSentence.For(["income", "debt"], [.24, -.24]));

    [Fact]
    public void Every_default_feature_has_a_phrase_for_either_direction() => Assert.All(
        [.. DefaultFeatures.All, .. DefaultFeatures.Current, DefaultFeatures.Named("spending_per_month")], feature =>
    {
        var (higher, lower) = (SegmentSentence.For([feature.Name], [1]), SegmentSentence.For([feature.Name], [-1]));

        Assert.NotEqual(higher.Replace("+", "-", StringComparison.Ordinal), lower);
        Assert.DoesNotContain("is higher", higher, StringComparison.Ordinal);
        Assert.DoesNotContain('_', higher + lower);
    });
}
