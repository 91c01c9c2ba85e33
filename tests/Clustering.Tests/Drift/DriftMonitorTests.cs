using SegmentationUpdates.Clustering.Drift;
using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Scoring;
using SegmentationUpdates.Clustering.Training;

namespace SegmentationUpdates.Clustering.Tests.Drift;

public class DriftMonitorTests
{
    private static readonly FeatureMatrix Trained = SyntheticCustomers.Bank(20_000, seed: 1);
    private static readonly SegmentationModel Model = new SegmentationTrainer(new ClusteringOptions { Restarts = 2 }).Train(Trained).Model;

    [Fact]
    public void The_training_data_itself_has_not_drifted()
    {
        var drift = Watched(Trained).Snapshot();

        Assert.Equal(20_000, drift.Rows);
        Assert.Equal(1, drift.DistanceRatio!.Value, 1e-9);
        Assert.Equal(Model.FeatureNames, drift.Features.Select(f => f.Name));
        Assert.All(drift.Features, f => Assert.Equal(0, f.PopulationStability, 1e-12));
    }

    [Fact]
    public void Other_customers_like_them_have_not_drifted_either()
    {
        var drift = Watched(SyntheticCustomers.Bank(5000, seed: 2)).Snapshot();

        Assert.InRange(drift.DistanceRatio!.Value, .97, 1.03);
        Assert.InRange(drift.MaxPopulationStability!.Value, 0, .02);
    }

    [Fact]
    public void The_feature_that_shifted_is_the_one_named()
    {
        var shifted = SyntheticCustomers.With(SyntheticCustomers.Bank(5000, seed: 2), "days_from_last_transaction", i => 200 + (i % 50));
        var drift = Watched(shifted).Snapshot();

        Assert.Equal("days_from_last_transaction", drift.MostDrifted!.Name);
        Assert.True(drift.MaxPopulationStability > 1);
        Assert.All(drift.Features.Where(f => f != drift.MostDrifted), f => Assert.InRange(f.PopulationStability, 0, .02));
        Assert.True(drift.DistanceRatio > 1.2);
    }

    [Theory]
    [InlineData(100, 1000)]
    [InlineData(1000, 300)]
    [InlineData(20_000, 10)]
    public void Without_a_change_hardly_any_measurement_finds_one(int rows, int measurements)
    {
        var found = Enumerable.Range(1, measurements).Count(seed => Watched(SyntheticCustomers.Bank(rows, seed * 31)).Snapshot().Findings.Count > 0);

        Assert.True(found <= measurements / 100, $"{found} of {measurements}");
    }

    [Theory]
    [InlineData("a shift", DriftKind.Shift)]
    [InlineData("a spread", DriftKind.Spread)]
    [InlineData("a correlation", DriftKind.Correlation)]
    [InlineData("a new group", DriftKind.Strangers)]
    [InlineData("missing values", DriftKind.Missing)]
    public void A_change_is_found_in_a_thousand_customers_and_named(string change, DriftKind kind)
    {
        var found = Watched(ChangedCustomers.By(change, 1000, seed: 5)).Snapshot().Findings;

        Assert.Contains(kind, found.Select(finding => finding.Kind));
        Assert.All(found, finding => Assert.InRange(finding.PValue, 0, .001));
        Assert.Equal(found.Select(finding => finding.Weight).OrderDescending(), found.Select(finding => finding.Weight));
        Assert.All(found, finding => Assert.True(finding.Weight >= 1, $"{finding}"));
    }

    [Fact]
    public void A_change_that_is_too_small_to_matter_is_none_however_many_customers_prove_it()
    {
        var shifted = ChangedCustomers.Shifted(SyntheticCustomers.Bank(20_000, seed: 5), "digital_engagement_score", 2);

        Assert.Empty(Watched(shifted).Snapshot().Findings);
        Assert.NotEmpty(Watched(shifted).Snapshot(new DriftLimits { Shift = .05 }).Findings);
    }

    [Fact]
    public void Without_significance_nothing_is_found() =>
        Assert.Empty(Watched(ChangedCustomers.By("a shift", 1000, seed: 5)).Snapshot(new DriftLimits { Significance = 0 }).Findings);

    [Fact]
    public void What_ageing_explains_is_no_drift()
    {
        var young = SyntheticCustomers.Bank(5000, seed: 2);
        var aged = ChangedCustomers.Shifted(young, "days_from_last_transaction", 40);
        var (now, notAged) = (Watched(aged).Snapshot(), Watched(young).Snapshot());

        Assert.NotEmpty(now.Findings);
        Assert.Same(notAged, DriftStatistics.LesserOf(now, notAged));
        Assert.Same(notAged, DriftStatistics.LesserOf(notAged, now));
    }

    [Fact]
    public void A_model_keeps_its_joint_baseline_in_its_document() =>
        Assert.Equivalent(Model.JointBaseline, SegmentationModel.FromJson(Model.ToJson()).JointBaseline, strict: true);

    [Fact]
    public void A_joint_baseline_of_other_features_is_refused() =>
        Assert.Throws<ArgumentException>(() => new SegmentationModel(Line(0, 5).Scaler, [0], ["one"], 1) { JointBaseline = Model.JointBaseline });

    [Fact]
    public void A_constant_that_moved_is_seen_in_either_direction()
    {
        var constant = SyntheticCustomers.With(SyntheticCustomers.Bank(500, seed: 1), "income", _ => 5);
        var model = new SegmentationTrainer(new ClusteringOptions { Restarts = 2 }).Train(constant, TestContext.Current.CancellationToken).Model;

        Assert.Equal(0, IndexOfIncome(5), 1e-12);
        Assert.True(IndexOfIncome(4) > 5);
        Assert.True(IndexOfIncome(6) > 5);

        double IndexOfIncome(double income) =>
            Watched(SyntheticCustomers.With(constant, "income", _ => income), model).Snapshot().Features[0].PopulationStability;
    }

    [Fact]
    public void Every_value_falls_into_the_bin_that_holds_it()
    {
        double[] edges = [-1, 0, 2, 2.5, 7];
        var counter = new BinCounter(new FeatureBaseline(0, 1, edges, [0, 0, 0, 0, 0, 1]));
        counter.Add(double.NaN);
        Assert.Equal(0, counter.Index()); // nothing counted

        counter.Add(7.5);
        counter.Add(double.NaN);
        Assert.Equal(0, counter.Index(), 1e-12); // all in the last bin, as expected

        foreach (var (value, bin) in new[] { (-5.0, 0), (-1, 0), (-.5, 1), (0, 1), (1, 2), (2.5, 3), (7, 4), (7.1, 5) })
        {
            var shares = new double[6];
            shares[bin] = 1;
            var one = new BinCounter(new FeatureBaseline(0, 1, edges, shares));
            one.Add(value);
            Assert.Equal(0, one.Index(), 1e-12);
        }
    }

    [Fact]
    public void Before_the_first_row_nothing_is_known()
    {
        var drift = new DriftMonitor(Model).Snapshot();

        Assert.Equal(0, drift.Rows);
        Assert.Null(drift.DistanceRatio);
        Assert.Null(drift.MaxPopulationStability);
        Assert.Empty(drift.Features);
    }

    [Fact]
    public void A_model_without_baselines_gives_the_distances_only()
    {
        var model = Line(0, 5);
        var monitor = new DriftMonitor(model);
        monitor.Add([2], model.Assign([2]));

        Assert.Equal(4, monitor.Snapshot().DistanceRatio);
        Assert.Null(monitor.Snapshot().MaxPopulationStability);
    }

    [Fact]
    public void A_row_of_another_length_is_refused() => Assert.Throws<ArgumentException>(() => new DriftMonitor(Model).Add([1], default));

    private static DriftMonitor Watched(FeatureMatrix rows, SegmentationModel? model = null)
    {
        var scoring = model ?? Model;
        var monitor = new DriftMonitor(scoring);
        for (var i = 0; i < rows.Rows; i++)
        {
            monitor.Add(rows.Row(i), scoring.Assign(rows.Row(i)));
        }

        return monitor;
    }

    private static SegmentationModel Line(params double[] centroids) =>
        new(new FeatureScaler([new("x", -100, 100, 0, 1)]), centroids, [.. centroids.Select((_, i) => $"label {i}")], 1);
}
