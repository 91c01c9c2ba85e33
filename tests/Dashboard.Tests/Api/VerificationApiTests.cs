using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SegmentationUpdates.Dashboard.Tests.Hosting;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Dashboard.Tests.Api;

public sealed class VerificationApiTests(PostgresFixture postgres) : DashboardTest(postgres)
{
    private static readonly Uri Path = new("/api/v1/verification", UriKind.Relative);

    [Fact]
    public async Task What_an_operator_asks_for_compares_everything_and_goes_on_from_a_checkpoint()
    {
        using var kafka = await TestKafka.StartAsync(partitions: 2);
        await Database.AddAsync(TestCustomers.Take(10));
        await using (await PipelineHost.WithIngestion(Database, kafka).StartAsync())
        {
            await kafka.ProduceAsync(new Payments().Many(20, lastCustomer: 10));
            await kafka.WaitForGroupAsync();
        }

        var host = await StartAsync(kafka);
        using var started = await host.Operator.PostAsync(Path, null, Cancel);
        var first = await EndedAsync(host);
        await Database.ExecuteAsync("DELETE FROM live_transaction_data WHERE transaction_id = (SELECT min(transaction_id) FROM live_transaction_data)");
        using var again = await host.Operator.PostAsJsonAsync(Path, new { checkpoint = first.GetProperty("checkpoint") }, Cancel);
        var second = await EndedAsync(host);
        using var whole = await host.Operator.PostAsJsonAsync(Path, new { rate = 100_000 }, Cancel);
        var third = await EndedAsync(host);

        Assert.Equal((HttpStatusCode.Accepted, Path), (started.StatusCode, started.Headers.Location));
        Assert.True(first.GetProperty("is_right").GetBoolean(), $"{first}");
        Assert.Equal(20, Compared(first));
        Assert.Equal(20, first.GetProperty("checkpoint").EnumerateObject().Sum(partition => partition.Value.GetInt64()));
        Assert.Equal((0, false), (Compared(second), second.GetProperty("is_right").GetBoolean()));
        Assert.Equal((20, 1), (Compared(third), third.GetProperty("parts")[3].GetProperty("differences").GetInt32()));
        Assert.Contains("is not stored", third.GetProperty("parts")[3].GetProperty("examples")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_works_at_a_time_at_the_rate_that_was_asked_for_until_it_is_stopped()
    {
        using var kafka = await TestKafka.StartAsync(partitions: 1);
        await Database.AddAsync(TestCustomers.Take(10));
        await using (await PipelineHost.WithIngestion(Database, kafka).StartAsync())
        {
            await kafka.ProduceAsync(new Payments().Many(500, lastCustomer: 10));
            await kafka.WaitForGroupAsync();
        }

        var host = await StartAsync(kafka);
        using var started = await host.Operator.PostAsJsonAsync(Path, new { rate = 1 }, Cancel);
        using var second = await host.Operator.PostAsync(Path, null, Cancel);
        using var stopped = await host.Operator.DeleteAsync(Path, Cancel);
        var state = await EndedAsync(host);
        using var nothing = await host.Operator.DeleteAsync(Path, Cancel);

        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        await second.AssertProblemAsync(HttpStatusCode.Conflict, "A verification works already");
        Assert.Equal(HttpStatusCode.NoContent, stopped.StatusCode);
        Assert.Equal("It was stopped.", state.GetProperty("error").GetString());
        Assert.Equal(JsonValueKind.Null, state.GetProperty("is_right").ValueKind);
        await nothing.AssertProblemAsync(HttpStatusCode.NotFound, "No verification works");
    }

    [Fact]
    public async Task A_dashboard_without_Kafka_verifies_the_database_and_says_what_it_left_out()
    {
        var host = await StartAsync();
        using var nobody = await host.Client.GetAsync(Path, Cancel);

        using var started = await host.Operator.PostAsync(Path, null, Cancel);
        var state = await EndedAsync(host);

        await nobody.AssertProblemAsync(HttpStatusCode.NotFound, "Nobody has asked");
        Assert.Equal(
            [false, true, false, true, true],
            state.GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("not_verified").ValueKind == JsonValueKind.String));
    }

    [Fact]
    public async Task Only_an_operator_starts_one_and_only_in_its_form()
    {
        var host = await StartAsync();

        using var viewer = await host.Client.PostAsync(Path, null, Cancel);
        using var fast = await host.Operator.PostAsJsonAsync(Path, new { rate = 0 }, Cancel);
        using var before = await host.Operator.PostAsync(
            Path, new StringContent("""{"checkpoint":{"0":-1}}""", System.Text.Encoding.UTF8, "application/json"), Cancel);

        Assert.Equal(HttpStatusCode.Unauthorized, viewer.StatusCode);
        await fast.AssertProblemAsync(HttpStatusCode.BadRequest, "rate must be from 1 to 1000000");
        await before.AssertProblemAsync(HttpStatusCode.BadRequest, "checkpoint must have partitions and offsets from 0 on");
    }

    private static long Compared(JsonElement state) => state.GetProperty("parts")[3].GetProperty("compared").GetInt64();

    private static async Task<JsonElement> EndedAsync(DashboardHost host)
    {
        JsonElement state = default;
        await Eventually.TrueAsync(
            async () => (state = await host.GetAsync("/verification")).GetProperty("ended_at").ValueKind == JsonValueKind.String,
            "the verification has ended");
        return state;
    }
}
