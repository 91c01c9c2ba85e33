using System.Globalization;
using SegmentationUpdates.Dashboard.Browser.Tests.Site;
using SegmentationUpdates.Messaging.Transactions;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Dashboard.Browser.Tests.Pages;

/// <summary>What happens appears on the open page, without loading it again.</summary>
[Collection(typeof(SharedSite))]
public sealed class LiveTests(LiveSite site)
{
    private const string HighValue = "High-value";
    private const string AtRisk = "At risk / inactive customers";

    [Fact]
    public async Task A_transaction_that_is_sent_appears()
    {
        await using var visit = await site.VisitAsync("/");
        var id = new TransactionIdGenerator(TimeProvider.System, producerNumber: 7).Next();

        await site.Kafka.ProduceAsync(new Transaction(id, 11, 12.34, DateTime.UtcNow));

        var row = visit.Test("transactions").Locator($"tr[data-transaction='{id}']");
        await Assertions.Expect(row).ToContainTextAsync("12.34");
        await Assertions.Expect(row).ToContainTextAsync("11");
    }

    [Fact]
    public async Task A_move_appears_in_the_list_the_sizes_and_the_flows()
    {
        await MoveAsync(HighValue, 21);
        await using var visit = await site.VisitAsync("/");
        var size = await SizeAsync(visit, AtRisk);

        var change = await MoveAsync(AtRisk, 21);

        var row = visit.Test("moves").Locator($"tr[data-change='{change}']");
        await Assertions.Expect(row).ToContainTextAsync(HighValue);
        await Assertions.Expect(row).ToContainTextAsync(AtRisk);
        await Assertions.Expect(row).ToContainTextAsync("by hand");
        await Assertions.Expect(Tile(visit, AtRisk).GetByTestId("size")).ToHaveTextAsync((size + 1).ToString("N0", CultureInfo.InvariantCulture));
        await Assertions.Expect(visit.Page.Locator("svg.sankey")).ToHaveAttributeAsync(
            "aria-label", new System.Text.RegularExpressions.Regex($"from {HighValue} to {AtRisk}", default, Eventually.Limit));
    }

    [Fact]
    public async Task The_list_of_moves_says_why_within_its_panel()
    {
        await MoveAsync(AtRisk, 24);
        await using (var connection = await site.Database.OpenAsync())
        {
            // The longest names and the longest reason.
            await connection.AssignAsync([(24, "Budget-conscious")], model: 1, reason: "transactions");
        }

        await using var visit = await site.VisitAsync("/", width: 1440);
        await Assertions.Expect(visit.Test("moves")).ToContainTextAsync("own transactions");

        Assert.Equal(0, await visit.Test("moves").EvaluateAsync<int>("table => table.parentElement.scrollWidth - table.parentElement.clientWidth"));
    }

    [Fact]
    public async Task The_customers_own_page_follows_a_move()
    {
        await MoveAsync(HighValue, 22);
        await using var visit = await site.VisitAsync("/customers/22");
        await Assertions.Expect(visit.Test("customer-segment")).ToHaveTextAsync(HighValue);

        var change = await MoveAsync(AtRisk, 22);

        await Assertions.Expect(visit.Test("customer-segment")).ToHaveTextAsync(AtRisk);
        var day = await site.Database.ScalarAsync<string>(
            "SELECT to_char(changed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') FROM segment_changes WHERE change_id = $1", change);
        await Assertions.Expect(visit.Test("moves").Locator($"tr[data-change='{change}']")).ToContainTextAsync(day);
    }

    [Fact]
    public async Task Who_comes_later_sees_the_moves_of_before()
    {
        var change = await MoveAsync(HighValue, 23);
        await site.Dashboard.WaitAsync(snapshot => snapshot.LastChangeId >= change, "the feed has the move");

        await using var visit = await site.VisitAsync("/");

        await Assertions.Expect(visit.Test("moves").Locator($"tr[data-change='{change}']")).ToBeVisibleAsync();
    }

    /// <returns>The change's id.</returns>
    private async Task<long> MoveAsync(string segment, int customer)
    {
        // From another first, so that it is a move whatever the model said.
        await site.Database.ExecuteAsync(
            "UPDATE customer_segments SET segment = 'Budget-conscious' WHERE customer_id = $1 AND segment = $2", customer, segment);
        await site.Database.ExecuteAsync("UPDATE customer_segments SET segment = $2 WHERE customer_id = $1", customer, segment);
        return await site.Database.ScalarAsync<long>("SELECT max(change_id) FROM segment_changes WHERE customer_id = $1", customer);
    }

    private async Task<long> SizeAsync(Visit visit, string segment)
    {
        var stored = await site.Database.ScalarAsync<long>("SELECT count(*) FROM customer_segments WHERE segment = $1", segment);
        await Assertions.Expect(Tile(visit, segment).GetByTestId("size")).ToHaveTextAsync(stored.ToString("N0", CultureInfo.InvariantCulture));
        return stored;
    }

    private static ILocator Tile(Visit visit, string segment) => visit.Page.Locator($"[data-testid=segment][data-segment='{segment}']");
}
