using SegmentationUpdates.Customers;
using SegmentationUpdates.Storage.Segments;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Reclustering;

/// <summary>What segments are called while they are trained again and again.</summary>
public sealed class SegmentNameTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    private const int GroupSize = 60;
    private const string Best = "High-value";
    private const string Present = "Budget-conscious";
    private const string Away = "At risk / inactive customers";

    private static readonly (string, string) Rarely = ("Reclustering:Interval", "1.00:00:00");

    [Fact]
    public async Task Names_change_hands_in_the_second_training_with_another_order_and_nobody_moves()
    {
        await AddGroupsAsync();
        await using var lifecycle = new Lifecycles(Database);
        await using var host = await PipelineHost.WithReclustering(Database, Rarely).StartAsync();
        await Database.WaitForModelsAsync();
        Assert.Equal([Best, Present, Away], await NamesByGroupAsync());
        var keys = await KeysByGroupAsync();
        var changes = await Database.CountAsync("segment_changes");

        await MakeTheSecondGroupBestAsync();
        await RetrainAsync(lifecycle);
        Assert.Equal([Best, Present, Away], await NamesByGroupAsync());
        await RetrainAsync(lifecycle);
        await host.StopAsync();

        Assert.Equal([Present, Best, Away], await NamesByGroupAsync());
        Assert.Equal(keys, await KeysByGroupAsync());
        Assert.Equal(changes, await Database.CountAsync("segment_changes"));
        Assert.Equal(
            [(3L, Best, Best, Present, "order"), (3L, Present, Present, Best, "order")],
            (await lifecycle.Segments.ReadAsync(Cancel)).Renamings
                .Select(renaming => (renaming.ModelVersion, renaming.Segment, renaming.OldName, renaming.NewName, renaming.Reason))
                .OrderBy(renaming => renaming.OldName == Present));
    }

    [Fact]
    public async Task A_name_given_by_hand_goes_with_its_segment_and_the_others_go_by_order()
    {
        await AddGroupsAsync();
        await using var lifecycle = new Lifecycles(Database);
        await using var host = await PipelineHost.WithReclustering(Database, Rarely).StartAsync();
        await Database.WaitForModelsAsync();
        await lifecycle.Segments.As("ada").DescribeAsync((await KeysByGroupAsync())[0], new SegmentDescription("Gold", "the old guard", 3), Cancel);

        await MakeTheSecondGroupBestAsync();
        await RetrainAsync(lifecycle);
        await RetrainAsync(lifecycle);
        await host.StopAsync();

        Assert.Equal(["Gold", Best, Away], await NamesByGroupAsync());
        var gold = (await lifecycle.Segments.ReadAsync(Cancel)).Called("Gold")!;
        Assert.Equal(("Gold", true, "the old guard", 3, "ada"), (gold.Name, gold.ByOperator, gold.Description, gold.Colour, gold.ChangedBy));
    }

    [Fact]
    public async Task Other_numbers_of_segments_are_named_by_what_sets_them_apart()
    {
        await AddGroupsAsync();
        await using var host = await PipelineHost.WithReclustering(Database, Rarely, ("Clustering:K", "2")).StartAsync();
        await Database.WaitForModelsAsync();
        await host.StopAsync();

        var names = await Database.QueryAsync("SELECT DISTINCT segment FROM customer_segments", reader => reader.GetString(0));

        Assert.Equal(2, names.Count);
        Assert.DoesNotContain(names, name => name.StartsWith("Segment ", StringComparison.Ordinal));
    }

    private Task AddGroupsAsync() =>
        Database.AddAsync([.. Group(0, balance: 90_000, days: 1), .. Group(1, balance: 42_000, days: 1), .. Group(2, balance: 10_000, days: 60)]);

    private static IEnumerable<Customer> Group(int group, double balance, int days) =>
        Enumerable.Range(1, GroupSize).Select(i =>
            TestCustomers.One((group * GroupSize) + i, average: 100, transactions: 50, daysAgo: days) with { Balance = balance + i });

    private Task<int> MakeTheSecondGroupBestAsync() => Database.ExecuteAsync(
        """
        UPDATE customer_segments
        SET customer_lifetime_value = 30000, digital_engagement_score = 100, total_products_owned = 6
        WHERE customer_id > $1 AND customer_id <= 2 * $1
        """,
        GroupSize);

    private static async Task RetrainAsync(Lifecycles lifecycle)
    {
        var answer = await lifecycle.AnswerAsync(await lifecycle.Models.RequestRetrainingAsync(approve: true, Cancel));
        Assert.Null(answer.Error);
    }

    private async Task<string[]> KeysByGroupAsync()
    {
        var segments = await Database.QueryAsync("SELECT segment FROM customer_segments ORDER BY customer_id", reader => reader.GetString(0));
        return [.. segments.Chunk(GroupSize).Select(group => Assert.Single(group.Distinct()))];
    }

    private async Task<string[]> NamesByGroupAsync()
    {
        var names = await Database.QueryAsync("SELECT segment_name(segment) FROM customer_segments ORDER BY customer_id", reader => reader.GetString(0));
        return [.. names.Chunk(GroupSize).Select(group => Assert.Single(group.Distinct()))];
    }
}
