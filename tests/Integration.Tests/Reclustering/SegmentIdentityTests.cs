using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Training;
using SegmentationUpdates.Customers;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Reclustering;

public sealed class SegmentIdentityTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    private const int GroupSize = 100;

    [Fact]
    public async Task Segments_keep_their_names_when_their_ranks_change()
    {
        // Three groups far apart. The second is a little better than the third; then it is a little worse.
        await Database.AddAsync(
            [.. Group(0, balance: 90_000, digital: 90), .. Group(1, balance: 42_000, digital: 50), .. Group(2, balance: 10_000, digital: 50)]);
        await using var host = await PipelineHost.WithReclustering(Database).StartAsync();
        await Database.WaitForModelsAsync();
        var before = await SegmentsByGroupAsync();

        await Database.ExecuteAsync("UPDATE customer_segments SET digital_engagement_score = 62 WHERE customer_id > $1", 2 * GroupSize);
        await using (var connection = await Database.OpenAsync())
        {
            await connection.InsertAsync(new Payments().Next(1, amount: 100, ago: TimeSpan.FromDays(20))); // Changes next to nothing.
        }

        await Database.WaitForModelsAsync(2);
        await host.StopAsync();

        Assert.NotEqual(before, await RankedAnewAsync()); // Else this would test nothing.
        Assert.Equal(before, await SegmentsByGroupAsync());
        await Database.AssertSegmentsAsync();
    }

    private static IEnumerable<Customer> Group(int group, double balance, double digital) =>
        Enumerable.Range(1, GroupSize).Select(i => TestCustomers.One((group * GroupSize) + i, average: 100, transactions: 50) with
        {
            Balance = balance + i,
            DigitalEngagementScore = digital,
        });

    private async Task<string[]> SegmentsByGroupAsync()
    {
        var segments = await Database.QueryAsync("SELECT segment FROM customer_segments ORDER BY customer_id", reader => reader.GetString(0));
        return [.. segments.Chunk(GroupSize).Select(group => Assert.Single(group.Distinct()))];
    }

    // What a training that knows no model before it says of the groups now.
    private async Task<string[]> RankedAnewAsync()
    {
        var options = new ClusteringOptions();
        string[] features = [.. options.ResolveFeatures().Select(feature => feature.Name)];
        var rows = await Database.QueryAsync(
            $"SELECT {string.Join(", ", features.Select(name => $"{name}::FLOAT"))} FROM customer_segments ORDER BY customer_id",
            reader => Enumerable.Range(0, features.Length).Select(reader.GetDouble).ToArray());
        var model = new SegmentationTrainer(options).Train(new FeatureMatrix(features, [.. rows.SelectMany(row => row)]), Cancel).Model;
        return [.. rows.Chunk(GroupSize).Select(group => model.Labels[model.Assign(group[0]).Segment])];
    }
}
