using System.Net;
using System.Text;
using SegmentationUpdates.Dashboard.Tests.Hosting;
using SegmentationUpdates.Migrations;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Dashboard.Tests.Security;

/// <summary>The histories say who it was.</summary>
public sealed class OperatorNameTests(PostgresFixture postgres) : DashboardTest(postgres)
{
    private const string Alice = "the key of alice, for tests";

    [Fact]
    public async Task What_is_done_with_a_named_key_is_recorded_under_its_name()
    {
        await Database.AddAsync(TestCustomers.Take(2));
        var version = await Database.ActivateAsync(ModelRows.SplitByTransactions(few: 1, many: 100));
        var host = await StartAsync(("OperatorKeys:alice", Alice));
        using var alice = host.NewClient(Alice);

        await SentAsync(alice.PostAsync(Path($"models/{version}/activate"), null, Cancel));
        await SentAsync(alice.PutAsync(Path($"models/{version}/name"), new StringContent("""{"name":"hers"}""", Encoding.UTF8, "application/json"), Cancel));
        await SentAsync(alice.PostAsync(Path("models/unpin"), null, Cancel));
        await SentAsync(alice.PostAsync(Path("retraining"), null, Cancel));
        await SentAsync(alice.DeleteAsync(Path("customers/1"), Cancel));
        await SentAsync(host.Operator.DeleteAsync(Path("customers/2"), Cancel));

        Assert.Equal(
            [("schedule", null), ("manual", "alice"), ("unpin", "alice")],
            await Database.QueryAsync(
                "SELECT reason, done_by FROM model_activations ORDER BY activation_id", row => (row.GetString(0), row.OrNull<string>(1))));
        Assert.Equal("alice", await Database.ScalarAsync<string>("SELECT named_by FROM clustering_models"));
        Assert.Equal("alice", await Database.ScalarAsync<string>("SELECT done_by FROM retraining_requests"));
        Assert.Equal(
            ["alice", "operator"], await Database.QueryAsync("SELECT done_by FROM erased_customers ORDER BY customer_id", row => row.GetString(0)));
    }

    [Fact]
    public async Task A_dashboard_whose_login_is_only_a_services_says_why_it_cannot_erase()
    {
        await Database.AddAsync(TestCustomers.Take(2));
        var login = await TestServiceLogin.MakeAsync(Database.ConnectionString, ServiceLogin.Role);
        await using (var services = new TestDatabase(Database.ConnectionString, login, () => login.DropAsync(Database.ConnectionString)))
        {
            await using var host = await DashboardHost.StartAsync(services);

            using var response = await host.Operator.DeleteAsync(Path("customers/1"), Cancel);

            await response.AssertProblemAsync(HttpStatusCode.InternalServerError, "has to be a member of segmentation_dashboard");
        }

        Assert.Equal(2, await Database.CountAsync("customer_segments"));
    }

    private static Uri Path(string path) => new($"/api/v1/{path}", UriKind.Relative);

    private static async Task SentAsync(Task<HttpResponseMessage> sending)
    {
        using var response = await sending;
        Assert.True(response.IsSuccessStatusCode, $"{response.RequestMessage?.RequestUri}: {response.StatusCode}");
    }
}
