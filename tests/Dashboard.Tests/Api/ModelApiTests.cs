using System.Net;
using System.Text.Json;
using System.Text;
using SegmentationUpdates.Dashboard.Tests.Hosting;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Dashboard.Tests.Api;

public sealed class ModelApiTests(PostgresFixture postgres) : DashboardTest(postgres)
{
    [Fact]
    public async Task Versions_are_listed_and_any_can_be_made_the_active_one()
    {
        var first = await Database.ActivateAsync(ModelRows.SplitByTransactions(few: 1, many: 100));
        var second = await Database.ActivateAsync(ModelRows.SplitByTransactions(few: 1, many: 200));
        var host = await StartAsync();

        var models = await host.GetAsync("/models");
        using var response = await host.Operator.PostAsync(new Uri($"/api/v1/models/{first}/activate?note=why", UriKind.Relative), null, Cancel);

        Assert.Equal(
            [(second, true), (first, false)],
            models.EnumerateArray().Select(model => (model.GetProperty("model_version").GetInt64(), model.GetProperty("is_active").GetBoolean())));
        Assert.Equal(["few", "many"], models[0].GetProperty("labels").EnumerateArray().Select(label => label.GetString()));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(first, await Database.ScalarAsync<long>("SELECT model_version FROM clustering_models WHERE is_active AND pinned_at IS NOT NULL"));
        Assert.Equal("why", await Database.ScalarAsync<string>("SELECT note FROM model_activations ORDER BY activation_id DESC LIMIT 1"));
    }

    [Fact]
    public async Task A_version_that_waits_for_a_decision_says_who_would_move_and_is_approved_once()
    {
        var first = await Database.ActivateAsync(ModelRows.SplitByTransactions(few: 1, many: 100));
        var challenger = await Database.AddChallengerAsync(ModelRows.SplitByTransactions(few: 1, many: 20));
        var host = await StartAsync();

        var waiting = await host.GetAsync($"/models/{challenger}");
        Assert.Equal(0.75, waiting.GetProperty("moved_share").GetDouble());
        Assert.Equal("""[{"from":"few","to":"many","customers":30}]""", waiting.GetProperty("moves").GetRawText());
        Assert.Equal("it would move 75 % of the customers", waiting.GetProperty("challenge").GetProperty("reason").GetString());
        Assert.Equal(JsonValueKind.Null, waiting.GetProperty("challenge").GetProperty("decision").ValueKind);

        using var wrong = await DecideAsync(host, first, "approve");
        await wrong.AssertProblemAsync(HttpStatusCode.Conflict, $"model version {first} does not wait for a decision");
        using var unknown = await DecideAsync(host, 99, "reject");
        await unknown.AssertProblemAsync(HttpStatusCode.NotFound, "no model version 99");
        using var approved = await DecideAsync(host, challenger, "approve?note=looked+at");
        Assert.Equal(HttpStatusCode.OK, approved.StatusCode);
        using var again = await DecideAsync(host, challenger, "reject");
        await again.AssertProblemAsync(HttpStatusCode.Conflict, $"model version {challenger} does not wait for a decision");

        var active = await host.GetAsync($"/models/{challenger}");
        Assert.True(active.GetProperty("is_active").GetBoolean());
        Assert.Equal(
            ("approved", "looked at"),
            (active.GetProperty("challenge").GetProperty("decision").GetString(), active.GetProperty("challenge").GetProperty("note").GetString()));
    }

    [Fact]
    public async Task A_rejected_version_stays_as_it_is()
    {
        var first = await Database.ActivateAsync(ModelRows.SplitByTransactions(few: 1, many: 100));
        var challenger = await Database.AddChallengerAsync(ModelRows.SplitByTransactions(few: 1, many: 20));
        var host = await StartAsync();

        using var rejected = await DecideAsync(host, challenger, "reject?note=no");

        Assert.Equal(HttpStatusCode.OK, rejected.StatusCode);
        Assert.Equal("rejected", (await host.GetAsync($"/models/{challenger}")).GetProperty("challenge").GetProperty("decision").GetString());
        Assert.Equal(first, await Database.ScalarAsync<long>("SELECT model_version FROM clustering_models WHERE is_active"));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("?approve=true", true)]
    public async Task A_request_for_a_new_model_can_have_the_approval_in_it(string query, bool approve)
    {
        var host = await StartAsync();

        using var response = await host.Operator.PostAsync(new Uri($"/api/v1/retraining{query}", UriKind.Relative), null, Cancel);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(approve, await Database.ScalarAsync<bool>("SELECT approve FROM retraining_requests"));
    }

    [Fact]
    public async Task A_version_is_named_and_its_name_taken_away()
    {
        var version = await Database.ActivateAsync(ModelRows.SplitByTransactions(few: 1, many: 100));
        var other = await Database.AddModelAsync(ModelRows.SplitByTransactions(few: 1, many: 100));
        var host = await StartAsync();

        using var named = await NameAsync(host, version, """{"name":"before the campaign"}""");
        Assert.Equal(HttpStatusCode.OK, named.StatusCode);
        Assert.Equal("before the campaign", (await host.GetAsync($"/models/{version}")).GetProperty("name").GetString());

        using var taken = await NameAsync(host, other, """{"name":"before the campaign"}""");
        await taken.AssertProblemAsync(HttpStatusCode.Conflict, "another model version has the name");
        using var unknown = await NameAsync(host, 99, """{"name":"none"}""");
        await unknown.AssertProblemAsync(HttpStatusCode.NotFound, "no model version 99");
        using var empty = await NameAsync(host, version, """{"name":""}""");
        await empty.AssertProblemAsync(HttpStatusCode.BadRequest, "name must not be empty");
        using var missing = await NameAsync(host, version, "{}");
        await missing.AssertProblemAsync(HttpStatusCode.BadRequest, "The body is not the JSON that is asked for");
        Assert.Equal("before the campaign", (await host.GetAsync($"/models/{version}")).GetProperty("name").GetString());

        using var cleared = await NameAsync(host, version, """{"name":null}""");
        Assert.Equal(HttpStatusCode.OK, cleared.StatusCode);
        Assert.Equal(JsonValueKind.Null, (await host.GetAsync($"/models/{version}")).GetProperty("name").ValueKind);
    }

    [Fact]
    public async Task A_version_that_is_not_kept_is_a_problem()
    {
        var host = await StartAsync();

        using var get = await host.Client.GetAsync(new Uri("/api/v1/models/7", UriKind.Relative), Cancel);
        using var activate = await host.Operator.PostAsync(new Uri("/api/v1/models/7/activate", UriKind.Relative), null, Cancel);

        await get.AssertProblemAsync(HttpStatusCode.NotFound, "no model version 7");
        await activate.AssertProblemAsync(HttpStatusCode.NotFound, "no model version 7");
    }

    [Fact]
    public async Task A_request_for_a_new_model_can_be_followed()
    {
        var host = await StartAsync();

        using var response = await host.Operator.PostAsync(new Uri("/api/v1/retraining", UriKind.Relative), null, Cancel);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        using var request = JsonDocument.Parse(await host.Client.GetStringAsync(response.Headers.Location, Cancel));
        Assert.Equal(JsonValueKind.Null, request.RootElement.GetProperty("answered_at").ValueKind);
        Assert.Equal(1, await Database.CountAsync("retraining_requests WHERE answered_at IS NULL"));
    }

    [Fact]
    public async Task A_request_for_a_new_model_is_refused_while_one_is_pinned()
    {
        var version = await Database.ActivateAsync(ModelRows.SplitByTransactions(few: 1, many: 100));
        var host = await StartAsync();
        using var activated = await host.Operator.PostAsync(new Uri($"/api/v1/models/{version}/activate", UriKind.Relative), null, Cancel);

        using var response = await host.Operator.PostAsync(new Uri("/api/v1/retraining", UriKind.Relative), null, Cancel);

        await response.AssertProblemAsync(HttpStatusCode.Conflict, $"model version {version} is pinned");
        Assert.Equal(0, await Database.CountAsync("retraining_requests"));
    }

    [Fact]
    public async Task A_customer_is_explained_under_the_active_model()
    {
        await Database.AddAsync(TestCustomers.One(1, transactions: 10));
        await Database.ActivateAsync(ModelRows.SplitByTransactions(few: 1, many: 100));
        await MoveAsync("few", 1);
        var host = await StartAsync();

        var explanation = await host.GetAsync("/customers/1/explanation");

        Assert.Equal("few", explanation.GetProperty("label").GetString());
        Assert.Equal("many", explanation.GetProperty("second_label").GetString());
        var move = Assert.Single(explanation.GetProperty("moves").EnumerateArray());
        Assert.Equal(("num_transactions", 10.0), (move.GetProperty("feature").GetString(), move.GetProperty("from").GetDouble()));
        Assert.NotEmpty(explanation.GetProperty("sentence").GetString()!);
    }

    private static Task<HttpResponseMessage> NameAsync(DashboardHost host, long version, string json) => host.Operator.PutAsync(
        new Uri($"/api/v1/models/{version}/name", UriKind.Relative), new StringContent(json, Encoding.UTF8, "application/json"), Cancel);

    private static Task<HttpResponseMessage> DecideAsync(DashboardHost host, long version, string decision) =>
        host.Operator.PostAsync(new Uri($"/api/v1/models/{version}/{decision}", UriKind.Relative), null, Cancel);
}
