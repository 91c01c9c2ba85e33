using System.Net;
using System.Text;
using System.Text.Json;
using SegmentationUpdates.Dashboard.Tests.Hosting;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Dashboard.Tests.Pages;

public sealed class SimulatedTimeTests(PostgresFixture postgres) : DashboardTest(postgres)
{
    private const string PageOfAll = "/";

    [Theory]
    [InlineData(PageOfAll)]
    [InlineData("/customers")]
    [InlineData("/customers/1")]
    public async Task A_page_says_which_clock_it_shows_where_that_is_simulated(string page)
    {
        await SimulateAsync("2031-03-04 05:06:07Z");
        var host = await StartAsync();

        var html = WebUtility.HtmlDecode(await host.Client.GetStringAsync(page, Cancel));

        Assert.Contains("Simulated time, 3,600 × as fast", html, StringComparison.Ordinal);
        Assert.Contains("2031-03-04 05:06:07", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_real_time_nothing_is_said_of_a_clock()
    {
        await Database.AddAsync(TestCustomers.One(1));
        var host = await StartAsync();

        Assert.DoesNotContain("customer-time", await host.Client.GetStringAsync(PageOfAll, Cancel), StringComparison.Ordinal);
        Assert.Contains("\"customer_time\":null", await host.Client.GetStringAsync("/api/v1/status", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Days_in_lists_and_filters_are_by_the_customers_time()
    {
        await SimulateAsync("2031-03-04 05:06:07Z");
        var host = await StartAsync();

        var found = JsonElement.Parse(await host.Client.GetStringAsync("/api/v1/customers?days_from_last_transaction_min=5&days_from_last_transaction_max=5", Cancel));

        var customer = Assert.Single(found.GetProperty("items").EnumerateArray().ToList());
        Assert.Equal(5, customer.GetProperty("days_from_last_transaction").GetInt32());
    }

    [Theory]
    [InlineData("2031-03-04T05:10:00Z", HttpStatusCode.Accepted)]
    [InlineData("2032-03-04T05:10:00Z", HttpStatusCode.BadRequest)]
    public async Task Transactions_are_held_to_the_customers_time(string time, HttpStatusCode answer)
    {
        await SimulateAsync("2031-03-04 05:06:07Z");
        using var kafka = await TestKafka.StartAsync(partitions: 1);
        var host = await StartAsync(kafka);
        using var body = new StringContent(
            $$"""{"customer_id":1,"transaction_amt":19.95,"transaction_time":"{{time}}"}""", Encoding.UTF8, "application/json");

        using var response = await host.Operator.PostAsync(new Uri("/api/v1/transactions", UriKind.Relative), body, Cancel);

        Assert.Equal(answer, response.StatusCode);
    }

    // Its customer has paid five days before.
    private async Task SimulateAsync(string now)
    {
        await Database.ExecuteAsync("SELECT simulate_customer_time(3600)");
        await Database.AddAsync(TestCustomers.One(1));
        await Database.ExecuteAsync($"INSERT INTO live_transaction_data VALUES (1, 1, 10, '{now}'::TIMESTAMPTZ - INTERVAL '5.5 days')");
        await Database.ExecuteAsync($"SELECT advance_customer_clock('{now}')");
    }
}
