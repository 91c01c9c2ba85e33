using CsCheck;
using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Training;

namespace SegmentationUpdates.Clustering.Tests.Features;

public class FeatureScalerTests
{
    private static ColumnScaling Fit(Feature feature, params double[] values) =>
        FeatureScaler.Fit(new FeatureMatrix([feature.Name], values), [feature]).Columns[0];

    [Fact]
    public void A_robust_feature_is_winsorised_and_scaled_by_median_and_interquartile_range()
    {
        // Of 0..10 the 5 % quantile is at position 0.5 and the 85 % quantile at 8.5.
        var scaling = Fit(new Feature("x", Scaling.Robust, .05, .85), 7, 3, 10, 0, 5, 1, 9, 2, 8, 4, 6);

        Assert.Equal(new ColumnScaling("x", .5, 8.5, 5, 5, Median: 5), scaling);
    }

    [Fact]
    public void Quartiles_are_those_of_the_clamped_column()
    {
        // 0 1 2 3 from the median up: 1.5 1.5 2 3, quartiles 1.5 and 2.25. Clamping the quartiles of 0 1 2 3 would give 1.5 and 2.25 as well, but a
        // median of 1.5.
        var scaling = Fit(new Feature("x", Scaling.Robust, .5, 1), 0, 1, 2, 3);

        Assert.Equal(new ColumnScaling("x", 1.5, 3, 1.75, .75, Median: 1.5), scaling);
    }

    [Fact]
    public void A_standard_feature_is_scaled_by_mean_and_population_deviation()
    {
        var scaling = Fit(new Feature("x", Scaling.Standard), 2, 4, 4, 4, 5, 5, 7, 9);

        Assert.Equal(new ColumnScaling("x", 2, 9, 5, 2, Median: 4.5), scaling);
    }

    [Fact]
    public void Without_an_interquartile_range_the_standard_deviation_scales()
    {
        var scaling = Fit(new Feature("x", Scaling.Robust), 0, 0, 0, 10, 0, 0, 0, 0);

        Assert.Equal(new ColumnScaling("x", 0, 10, 0, Math.Sqrt(10.9375), Median: 0), scaling);
    }

    [Theory]
    [InlineData(Scaling.Robust)]
    [InlineData(Scaling.Standard)]
    public void A_constant_column_keeps_scale_one(Scaling scaling) =>
        Assert.Equal(new ColumnScaling("x", .1, .1, .1, 1, Median: .1), Fit(new Feature("x", scaling), .1, .1, .1, .1, .1, .1, .1));

    [Fact]
    public void Values_are_clamped_centred_and_scaled()
    {
        var scaler = new FeatureScaler([new("a", 0, 10, 4, 2), new("b", -1, 1, 0, .5), new("c", 0, 1, 0, 1), new("d", 0, 8, 4, 4), new("e", 5, 6, 5, 1)]);
        var scaled = scaler.Transform(new FeatureMatrix(scaler.Names, [7, -9, .25, 100, 5.5]));

        Assert.Equal([1.5, -2, .25, 1, .5], scaled.Row(0).ToArray());
    }

    [Fact]
    public void Inverse_brings_back_what_was_not_clamped()
    {
        var scaler = new FeatureScaler([new("a", 0, 10, 4, 2), new("b", -1, 1, 0, .5)]);
        var back = new double[2];
        scaler.Inverse([1.5, -2], back);

        Assert.Equal([7, -1.0], back);
    }

    [Fact]
    public void Fitting_agrees_with_a_naive_computation() =>
        Gen.Select(Gen.Double[-1000, 1000].Array[1, 60], Gen.Double[0, .4], Gen.Double[.6, 1], Gen.Bool).Sample((values, low, high, robust) =>
        {
            var scaling = Fit(new Feature("x", robust ? Scaling.Robust : Scaling.Standard, low, high), values);
            var clamped = values.Select(v => Math.Clamp(v, Quantile(values, low), Quantile(values, high))).ToArray();
            var deviation = Math.Sqrt(clamped.Sum(v => Math.Pow(v - clamped.Average(), 2)) / clamped.Length);
            var range = Quantile(clamped, .75) - Quantile(clamped, .25);
            var scale = robust && range > 0 ? range : deviation;

            Assert.Equal(robust ? Quantile(clamped, .5) : clamped.Average(), scaling.Center, 1e-9);
            Assert.Equal(values.Length == 1 ? 1 : scale, scaling.Scale, 1e-9);
        });

    [Fact]
    public void The_order_of_the_rows_does_not_matter_to_the_last_bit()
    {
        var data = SyntheticCustomers.Bank(5000, seed: 3);
        var shuffled = SyntheticCustomers.Reorder(data, SyntheticCustomers.Shuffled(data.Rows, seed: 4));

        Assert.Equal(FeatureScaler.Fit(data, DefaultFeatures.All).Columns, FeatureScaler.Fit(shuffled, DefaultFeatures.All).Columns);
    }

    [Fact]
    public void No_rows_other_columns_and_numbers_too_large_are_refused()
    {
        Feature[] features = [new("x", Scaling.Standard)];

        Assert.Throws<ArgumentException>(() => FeatureScaler.Fit(new FeatureMatrix(["x"], []), features));
        Assert.Throws<ArgumentException>(() => FeatureScaler.Fit(new FeatureMatrix(["y"], [1]), features));
        var exception = Assert.Throws<ArgumentException>(() => FeatureScaler.Fit(new FeatureMatrix(["x"], [1e308, -1e308]), features));
        Assert.Contains("'x'", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 0, 0, 1)]
    [InlineData(0, 1, 0, 0)]
    [InlineData(0, 1, 0, -1)]
    [InlineData(0, 1, double.NaN, 1)]
    [InlineData(0, double.PositiveInfinity, 0, 1)]
    public void A_contradictory_scaling_is_refused_by_name(double lower, double upper, double center, double scale)
    {
        var exception = Assert.Throws<ArgumentException>(() => new FeatureScaler([new("income", lower, upper, center, scale)]));

        Assert.Contains("'income'", exception.Message, StringComparison.Ordinal);
    }

    private static double Quantile(double[] values, double q)
    {
        var sorted = values.Order().ToArray();
        var position = q * (sorted.Length - 1);
        var fraction = position - Math.Floor(position);
        return (sorted[(int)Math.Floor(position)] * (1 - fraction)) + (sorted[(int)Math.Ceiling(position)] * fraction);
    }

    [Theory]
    [InlineData(0, 200_000)]
    [InlineData(0, -200_000)]
    [InlineData(5, 6)]
    public void A_column_that_its_limits_would_make_constant_keeps_its_uncommon_values(double common, double rare)
    {
        double[] values = [.. Enumerable.Repeat(common, 264), .. Enumerable.Range(0, 36).Select(i => rare + (i * .001))];
        var result = new SegmentationTrainer(new ClusteringOptions { K = 2, Features = [new("x", Scaling.Robust, .15, .85)] })
            .Train(new FeatureMatrix(["x"], values), TestContext.Current.CancellationToken);

        Assert.Single(result.Segments.Take(264).Distinct());
        Assert.Single(result.Segments.Skip(264).Distinct());
        Assert.NotEqual(result.Segments[0], result.Segments[^1]);
        Assert.StartsWith($"x: 88 % of the values are {common}; the limits, ", Assert.Single(result.Remarks), StringComparison.Ordinal);
        var column = result.Model.Scaler.Columns[0];
        Assert.Equal((Math.Min(common, rare), Math.Max(common, rare)), (Math.Min(column.Lower, rare), Math.Max(Math.Round(column.Upper), rare)));
    }

    [Fact]
    public void A_few_uncommon_values_are_clamped_so_that_they_make_no_segment_of_their_own()
    {
        double[] values = [.. Enumerable.Range(0, 300).SelectMany(i => new[] { i < 2 ? 51.0 : 50, i % 2 })];
        var result = new SegmentationTrainer(new ClusteringOptions { K = 2, Features = [new("x", Scaling.Robust, UpperQuantile: .99), new("y")] })
            .Train(new FeatureMatrix(["x", "y"], values), TestContext.Current.CancellationToken);

        Assert.Equal("x: all but 2 of 300 values are 50 or beyond the limits; it does not count.", Assert.Single(result.Remarks));
        Assert.Equal(2, result.Segments.Select((segment, i) => (segment, i % 2)).Distinct().Count());
    }

    [Fact]
    public void A_column_without_effect_is_told()
    {
        var data = new FeatureMatrix(["same", "none", "x"], [.. Enumerable.Range(0, 9).SelectMany(i => new[] { 7, double.NaN, i })]);
        var result = new SegmentationTrainer(new ClusteringOptions { K = 2, Features = [new("same"), new("none"), new("x")] })
            .Train(data, TestContext.Current.CancellationToken);

        Assert.Equal(["same: the same for every customer; it does not count.", "none: there is no value in it; it does not count."], result.Remarks);
    }

    [Fact]
    public void A_given_scale_is_used()
    {
        var column = FeatureScaler.Fit(new FeatureMatrix(["x"], [0, 0, 1, 1]), [new Feature("x", Scaling.Standard).WithScale(2)]).Columns[0];

        Assert.Equal((0.5, 2), (column.Center, column.Scale));
    }
}
