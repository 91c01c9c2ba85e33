using SegmentationUpdates.Clustering.Features;

namespace SegmentationUpdates.Clustering.Tests.Features;

public class DefaultFeaturesTests
{
    [Fact]
    public void The_default_features_are_the_nine_agreed_on() => Assert.Equal(
        [
            new Feature("income", Scaling.Robust, .05, .85, 0),
            new Feature("balance", Scaling.Robust, .05, .85, .20),
            new Feature("debt", Scaling.Robust, .05, .85, -.05),
            new Feature("customer_lifetime_value", Scaling.Robust, 0, .99, .15),
            new Feature("days_from_last_transaction", Scaling.Standard, 0, 1, -.20),
            new Feature("avg_transaction_amt", Scaling.Robust, 0, .99, .20),
            new Feature("num_transactions", Scaling.Robust, 0, .99, .20),
            new Feature("digital_engagement_score", Scaling.Standard, 0, 1, .20),
            new Feature("total_products_owned", Scaling.Standard, 0, 1, .20),
        ],
        DefaultFeatures.All);

    [Fact]
    public void The_current_features_have_recent_figures_in_place_of_lifetime_ones() => Assert.Equal(
        [
            .. DefaultFeatures.All.Take(5),
            new Feature("recent_transaction_amt", Scaling.Robust, 0, .99, .20),
            new Feature("payments_per_month", Scaling.Robust, 0, .99, .20),
            .. DefaultFeatures.All.Skip(7),
        ],
        DefaultFeatures.Current);

    [Theory]
    [InlineData("spending_per_month")]
    [InlineData("payments_per_month")]
    [InlineData("recent_transaction_amt")]
    public void A_recent_figure_that_is_asked_for_by_name_is_scaled_and_ranks_as_money_does(string name) =>
        Assert.Equal(new Feature(name, Scaling.Robust, 0, .99, .20), DefaultFeatures.Named(name));
}
