using SegmentationUpdates.Clustering.Scoring;
using SegmentationUpdates.Clustering.Training;
using SegmentationUpdates.Storage;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Reclustering;

/// <summary>What a training writes down about its model, and about how it follows the one before.</summary>
public sealed class ModelRecordTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    private static readonly (string, string) Rarely = ("Reclustering:Interval", "1.00:00:00");

    [Fact]
    public async Task A_model_that_continues_another_says_so_and_how_alike_they_are()
    {
        await Database.AddAsync(TestCustomers.Take(500));
        var (first, second) = await TrainTwiceAsync([("Clustering:SwitchMargin", "0.2")], [("Clustering:SwitchMargin", "0.2")]);

        Assert.Equal((null, null, null, 0.2), (first.Lineage.PreviousVersion, first.Lineage.Matched, first.Lineage.Stability, first.SwitchMargin));
        var lineage = second.Lineage;
        Assert.Equal((1L, true, 1L, 1.0), (lineage.PreviousVersion, lineage.Matched, lineage.Origin, lineage.Stability));
        Assert.Empty(lineage.BornSegments.Concat(lineage.DiedSegments));
        Assert.True(second.KeepsSegments);
    }

    [Fact]
    public async Task A_model_with_other_features_begins_anew()
    {
        await Database.AddAsync(TestCustomers.Take(500));
        var (_, second) = await TrainTwiceAsync(
            [],
            [
                ("Clustering:Features:0:Name", "num_transactions"), ("Clustering:Features:0:Scaling", "Robust"), ("Clustering:Features:0:Weight", "1"),
                ("Clustering:Features:1:Name", "balance"), ("Clustering:Features:1:Scaling", "Robust"), ("Clustering:Features:1:Weight", "1"),
                ("Clustering:Features:2:Name", "days_from_last_transaction"), ("Clustering:Features:2:Weight", "-1"),
            ]);

        var lineage = second.Lineage;
        Assert.Equal((1L, false, null, null), (lineage.PreviousVersion, lineage.Matched, lineage.Origin, lineage.Stability));
        Assert.Equal(3, lineage.BornSegments.Length);
        Assert.Equal(lineage.DiedSegments.Order(StringComparer.Ordinal), lineage.BornSegments.Order(StringComparer.Ordinal)); // Of the same names, yet others.
        Assert.False(second.KeepsSegments);
    }

    [Fact]
    public async Task Labels_that_are_configured_anew_take_effect()
    {
        await Database.AddAsync(TestCustomers.Take(500));
        var (_, second) = await TrainTwiceAsync(
            [], [("Clustering:Labels:0", "gold"), ("Clustering:Labels:1", "silver"), ("Clustering:Labels:2", "bronze")]);

        Assert.Equal((false, 1.0), (second.Lineage.Matched, second.Lineage.Stability));
        Assert.Equal(["gold", "silver", "bronze"], second.Lineage.BornSegments);
        Assert.Contains("High-value", second.Lineage.DiedSegments);
    }

    [Fact]
    public async Task The_segments_are_described_in_figures_and_words()
    {
        await Database.AddAsync(TestCustomers.Take(500));
        var (first, _) = await TrainTwiceAsync([], []);

        var profiles = ProfileDocument.FromJson(first.SegmentProfiles!.Value);
        Assert.Equal(500, profiles.Segments.Sum(segment => segment.Size));
        Assert.Equal(SegmentationModel.FromJson(first.Parameters).Labels, profiles.Segments.Select(segment => segment.Label));
        Assert.All(profiles.Segments, segment => Assert.NotEmpty(segment.Sentence));
        Assert.InRange(first.Quality!.Silhouette!.Value, 0.05, 1);
        Assert.InRange(first.Quality.DaviesBouldin, 0.1, 5);
        Assert.Null(first.KSearch);
        Assert.Equal(
            profiles.Segments.ToDictionary(segment => segment.Label, segment => (long)segment.Size),
            (await Database.QueryAsync(
                "SELECT to_segment, count(*) FROM segment_changes WHERE model_version = 1 GROUP BY 1",
                reader => (Segment: reader.GetString(0), Customers: reader.GetInt64(1)))).ToDictionary(row => row.Segment, row => row.Customers));
    }

    [Fact]
    public async Task A_number_of_segments_that_the_data_choose_is_kept_with_why_and_changes_with_the_data()
    {
        // Three groups far apart, one of which falls into two.
        await Database.AddAsync(Enumerable.Range(0, 3).SelectMany(group => Enumerable.Range(1, 100).Select(i =>
            TestCustomers.One((group * 100) + i, average: 100, transactions: 50) with
            {
                Balance = (group * 40_000) + i,
                DigitalEngagementScore = 20 + (group * 30),
            })));
        (string, string)[] auto = [("Clustering:AutoK", "true"), ("Clustering:MaxK", "6")];
        await using var lifecycle = new Lifecycles(Database);
        await using var host = await PipelineHost.WithReclustering(Database, [Rarely, .. auto]).StartAsync();
        await Database.WaitForModelsAsync();
        await Database.ExecuteAsync("UPDATE customer_segments SET income = 500000, debt = 900000, total_products_owned = 9 WHERE customer_id > 250");
        await lifecycle.Models.RequestRetrainingAsync(Cancel);
        await Database.WaitForModelsAsync(2);
        await host.StopAsync();

        var first = (await lifecycle.Models.GetAsync(1, Cancel))!;
        var second = (await lifecycle.Models.GetAsync(2, Cancel))!;
        Assert.Equal((3, 4, false), (first.K, second.K, second.Lineage.Matched));
        Assert.Equal((3, 4), (second.Lineage.DiedSegments.Length, second.Lineage.BornSegments.Length));
        var search = second.KSearch!.Value;
        Assert.Equal(4, search.GetProperty("k").GetInt32());
        Assert.Equal([1, 2, 3, 4, 5, 6], search.GetProperty("candidates").EnumerateArray().Select(candidate => candidate.GetProperty("k").GetInt32()));
        Assert.Contains("k = 4", search.GetProperty("reason").GetString());
        await Database.AssertSegmentsAsync();
    }

    private async Task<(ClusteringModel First, ClusteringModel Second)> TrainTwiceAsync(
        (string, string)[] settings, (string, string)[] laterSettings)
    {
        await using var lifecycle = new Lifecycles(Database);
        await using (await PipelineHost.WithReclustering(Database, [Rarely, .. settings]).StartAsync())
        {
            await Database.WaitForModelsAsync();
        }

        await lifecycle.Models.RequestRetrainingAsync(Cancel);
        await using (await PipelineHost.WithReclustering(Database, [Rarely, .. laterSettings]).StartAsync())
        {
            await Database.WaitForModelsAsync(2);
        }

        await Database.AssertSegmentsAsync();
        return ((await lifecycle.Models.GetAsync(1, Cancel))!, (await lifecycle.Models.GetAsync(2, Cancel))!);
    }
}
