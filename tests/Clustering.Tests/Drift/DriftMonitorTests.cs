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
        Assert.Equal(20_000, drift.EffectiveRows, 1e-6);
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
    public void A_row_weighs_half_after_the_half_life()
    {
        var model = Line(0);
        var monitor = new DriftMonitor(model, halfLife: 2);
        foreach (var at in new[] { 3.0, 0, 1 })
        {
            monitor.Add([at], model.Assign([at]));
        }

        // Weights 1/2, 1/√2 and 1 for squared distances 9, 0 and 1.
        var weights = .5 + Math.Sqrt(.5) + 1;
        var drift = monitor.Snapshot();
        Assert.Equal(5.5 / weights, drift.DistanceRatio!.Value, 1e-12);
        Assert.Equal(weights * weights / 1.75, drift.EffectiveRows, 1e-12);
        Assert.Equal(3, drift.Rows);
    }

    [Fact]
    public void Old_rows_fade_however_many_there_were()
    {
        var monitor = new DriftMonitor(Model, halfLife: 100);
        var shifted = SyntheticCustomers.With(Trained, "income", _ => 1);
        Add(monitor, shifted, Model);
        Assert.True(monitor.Snapshot().MaxPopulationStability > 1);

        // 200 half-lives: weights have been scaled back on the way, a factor of 2^200.
        Add(monitor, SyntheticCustomers.Reorder(Trained, SyntheticCustomers.Shuffled(20_000, seed: 5)), Model);
        var drift = monitor.Snapshot();

        Assert.InRange(drift.Features[0].PopulationStability, 0, .3);
        Assert.InRange(drift.EffectiveRows, 280, 300); // (1 + q) / (1 - q) with q = 2^(-1/100)
        Assert.InRange(drift.DistanceRatio!.Value, .7, 1.4);
    }

    [Fact]
    public void Rows_one_by_one_and_as_a_batch_count_the_same()
    {
        var rows = SyntheticCustomers.Bank(300, seed: 9);
        var batch = Watched(rows, halfLife: 50).Snapshot();
        var single = new DriftMonitor(Model, halfLife: 50);
        for (var i = 0; i < rows.Rows; i++)
        {
            single.Add(rows.Row(i), Model.Assign(rows.Row(i)));
        }

        Assert.Equal(batch.DistanceRatio, single.Snapshot().DistanceRatio);
        Assert.Equal(batch.Features, single.Snapshot().Features);
    }

    [Fact]
    public void Every_value_falls_into_the_bin_that_holds_it()
    {
        double[] edges = [-1, 0, 2, 2.5, 7];
        var counter = new BinCounter(new FeatureBaseline(0, 1, edges, [0, 0, 0, 0, 0, 1]));
        counter.Add(double.NaN, 1);
        Assert.Equal(0, counter.Index()); // nothing counted

        counter.Add(7.5, 3);
        counter.Add(double.NaN, 100);
        Assert.Equal(0, counter.Index(), 1e-12); // all in the last bin, as expected

        foreach (var (value, bin) in new[] { (-5.0, 0), (-1, 0), (-.5, 1), (0, 1), (1, 2), (2.5, 3), (7, 4), (7.1, 5) })
        {
            var shares = new double[6];
            shares[bin] = 1;
            var one = new BinCounter(new FeatureBaseline(0, 1, edges, shares));
            one.Add(value, 1);
            Assert.Equal(0, one.Index(), 1e-12);
        }
    }

    [Fact]
    public void Before_the_first_row_and_after_a_reset_nothing_is_known()
    {
        var monitor = new DriftMonitor(Model);
        AssertEmpty(monitor.Snapshot());
        Add(monitor, Trained, Model);
        monitor.Reset();
        AssertEmpty(monitor.Snapshot());

        static void AssertEmpty(DriftStatistics drift)
        {
            Assert.Equal((0, 0.0), (drift.Rows, drift.EffectiveRows));
            Assert.Null(drift.DistanceRatio);
            Assert.Null(drift.MaxPopulationStability);
            Assert.Empty(drift.Features);
        }
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
    public async Task Many_threads_lose_no_row()
    {
        var monitor = new DriftMonitor(Model);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(
            () =>
            {
                for (var i = 0; i < 2000; i++)
                {
                    monitor.Add(Trained.Row(i), Model.Assign(Trained.Row(i)));
                }
            },
            TestContext.Current.CancellationToken)));

        Assert.Equal(8000, monitor.Snapshot().Rows);
        Assert.Equal(8000, monitor.Snapshot().EffectiveRows, 1e-6);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DriftMonitor(Model, halfLife: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DriftMonitor(Model, double.NaN));
        Assert.Throws<ArgumentException>(() => new DriftMonitor(Model).Add([1], default));
        Assert.Throws<ArgumentException>(() => new DriftMonitor(Model).Add(Trained, new double[3]));
        Assert.Throws<ArgumentException>(() => new DriftMonitor(Model).Add(new FeatureMatrix(["x"], [1]), new double[1]));
    }

    private static DriftMonitor Watched(FeatureMatrix rows, SegmentationModel? model = null, double halfLife = double.PositiveInfinity)
    {
        var monitor = new DriftMonitor(model ?? Model, halfLife);
        Add(monitor, rows, model ?? Model);
        return monitor;
    }

    private static void Add(DriftMonitor monitor, FeatureMatrix rows, SegmentationModel model)
    {
        var distances = new double[rows.Rows];
        model.Assign(rows, new int[rows.Rows], distances);
        monitor.Add(rows, distances);
    }

    private static SegmentationModel Line(params double[] centroids) =>
        new(new FeatureScaler([new("x", -100, 100, 0, 1)]), centroids, [.. centroids.Select((_, i) => $"label {i}")], 1);
}
