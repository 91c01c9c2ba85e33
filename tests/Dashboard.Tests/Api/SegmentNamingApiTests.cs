using System.Net;
using System.Text;
using System.Text.Json;
using SegmentationUpdates.Dashboard.Tests.Hosting;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Dashboard.Tests.Api;

public sealed class SegmentNamingApiTests(PostgresFixture postgres) : DashboardTest(postgres)
{
    [Fact]
    public async Task A_segment_is_called_by_its_new_name_everywhere_and_found_by_the_old_one()
    {
        var host = await StartAsync();

        using var renamed = await PutAsync(host, "few", """{"name":"Rare guests","description":"seldom here","colour":3}""");
        Assert.Equal(HttpStatusCode.OK, renamed.StatusCode);
        var segment = (await host.GetAsync("/segments")).GetProperty("segments").EnumerateArray().First();
        Assert.Equal(
            ("Rare guests", "few", true, "seldom here", 3, 2),
            (Text(segment, "segment"), Text(segment, "key"), segment.GetProperty("named_by_operator").GetBoolean(), Text(segment, "description"),
                segment.GetProperty("colour").GetInt32(), segment.GetProperty("customers").GetInt32()));

        foreach (var name in (string[])["Rare%20guests", "few"])
        {
            var customers = (await host.GetAsync($"/customers?segment={name}")).GetProperty("items").EnumerateArray().ToList();
            Assert.Equal([(1, "Rare guests"), (2, "Rare guests")], customers.Select(c => (c.GetProperty("customer_id").GetInt32(), Text(c, "segment"))));
            Assert.Equal(2, (await host.GetAsync($"/segments/{name}/customers")).GetProperty("items").GetArrayLength());
        }

        Assert.Equal("Rare guests", Text(await host.GetAsync("/customers/1"), "segment"));
        await Database.ExecuteAsync("INSERT INTO unusual_customers (customer_id, unusualness) VALUES (1, 99.5)");
        Assert.Equal("Rare guests", Text((await host.GetAsync("/unusual-customers"))[0], "segment"));
        Assert.Equal("Rare guests", Text((await host.GetAsync("/changes?placements=true")).GetProperty("items")[0], "to"));
        Assert.Equal("Rare guests", (await host.GetAsync("/models"))[0].GetProperty("labels")[0].GetString());
        var explanation = await host.GetAsync("/customers/1/explanation");
        Assert.Equal("Rare guests", Text(explanation, "label"));
        Assert.Contains("In Rare guests", Text(explanation, "sentence"), StringComparison.Ordinal);
        Assert.Contains(",Rare guests,", await host.Client.GetStringAsync("/api/v1/customers.csv?segment=few", Cancel), StringComparison.Ordinal);
        var renaming = Assert.Single((await host.GetAsync("/segments/renamings")).EnumerateArray());
        Assert.Equal(
            ("few", "few", "Rare guests", "operator", "operator"),
            (Text(renaming, "key"), Text(renaming, "from"), Text(renaming, "to"), Text(renaming, "reason"), Text(renaming, "by")));
        Assert.Equal(0, await Database.CountAsync("segment_changes WHERE from_segment IS NOT NULL"));
    }

    [Fact]
    public async Task A_name_that_is_taken_empty_or_too_long_is_a_problem_and_changes_nothing()
    {
        var host = await StartAsync();

        using var taken = await PutAsync(host, "few", """{"name":"many"}""");
        await taken.AssertProblemAsync(HttpStatusCode.Conflict, "another segment is called 'many'");
        using var empty = await PutAsync(host, "few", """{"name":" "}""");
        await empty.AssertProblemAsync(HttpStatusCode.BadRequest, "name must not be empty");
        using var tooLong = await PutAsync(host, "few", $$"""{"name":"{{new string('x', 51)}}"}""");
        await tooLong.AssertProblemAsync(HttpStatusCode.BadRequest, "name must have no more than 50 characters, not 51");
        using var colour = await PutAsync(host, "few", """{"name":"few","colour":9}""");
        await colour.AssertProblemAsync(HttpStatusCode.BadRequest, "colour must be from 1 to 8, not 9");
        using var unknown = await PutAsync(host, "fww", """{"name":"few"}""");
        await unknown.AssertProblemAsync(HttpStatusCode.NotFound, "There is no segment 'fww'; there are few, many.");
        using var noKey = await host.Client.PutAsync(
            new Uri("/api/v1/segments/few", UriKind.Relative), new StringContent("""{"name":"x"}""", Encoding.UTF8, "application/json"), Cancel);

        Assert.Equal(HttpStatusCode.Unauthorized, noKey.StatusCode);
        Assert.Equal(["few", "many"], await Database.QueryAsync("SELECT name FROM segment_names ORDER BY name", reader => reader.GetString(0)));
    }

    [Fact]
    public async Task Two_segments_that_change_names_are_found_by_the_names_they_have()
    {
        var host = await StartAsync();

        using var third = await PutAsync(host, "few", """{"name":"third"}""");
        using var second = await PutAsync(host, "many", """{"name":"few"}""");
        using var first = await PutAsync(host, "third", """{"name":"many"}""");

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal([1, 2], Ids(await host.GetAsync("/customers?segment=many")));
        Assert.Equal([3], Ids(await host.GetAsync("/customers?segment=few")));
        Assert.Equal([1, 2], Ids(await host.GetAsync("/customers?segment=third")));
    }

    private static IEnumerable<int> Ids(JsonElement page) =>
        page.GetProperty("items").EnumerateArray().Select(customer => customer.GetProperty("customer_id").GetInt32());

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private async Task<DashboardHost> StartAsync()
    {
        await Database.AddAsync(TestCustomers.One(1), TestCustomers.One(2), TestCustomers.One(3, transactions: 90));
        await Database.ActivateAsync(ModelRows.SplitByTransactions(few: 1, many: 100));
        await MoveAsync("few", 1, 2);
        await MoveAsync("many", 3);
        return await base.StartAsync();
    }

    private static Task<HttpResponseMessage> PutAsync(DashboardHost host, string segment, string json) => host.Operator.PutAsync(
        new Uri($"/api/v1/segments/{segment}", UriKind.Relative), new StringContent(json, Encoding.UTF8, "application/json"), Cancel);
}
