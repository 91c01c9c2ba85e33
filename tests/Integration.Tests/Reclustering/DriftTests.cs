using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Reclustering;

/// <summary>Trainings before their time, when customers are no longer those that the model was trained on.</summary>
public sealed class DriftTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    private static readonly (string, string)[] OnlyDrift =
    [
        ("Reclustering:Interval", "1.00:00:00"), ("Reclustering:DriftInterval", "00:00:01"), ("Reclustering:DriftCooldown", "00:00:01"),
    ];

    private readonly Payments _payments = new();

    [Fact]
    public async Task Customers_whose_payments_have_become_others_get_a_new_model_before_its_time()
    {
        await Database.AddAsync(TestCustomers.Take(500));
        await using var host = await PipelineHost.WithReclustering(Database, OnlyDrift).StartAsync();
        await Database.WaitForModelsAsync();

        await using (var connection = await Database.OpenAsync())
        {
            // Half of them now pay a hundred times as much.
            await connection.InsertAsync([.. Enumerable.Range(1, 250).Select(customer => _payments.Next(customer, amount: 1_000_000))]);
        }

        await Database.WaitForModelsAsync(2);
        await host.StopAsync();

        await Database.AssertSegmentsAsync();
        Assert.Equal("drift", await Database.ScalarAsync<string>("SELECT reason FROM clustering_models WHERE model_version = 2"));
        var (customers, psi, feature) = await DriftOfAsync(1);
        Assert.Equal((500, "avg_transaction_amt"), (customers, feature));
        Assert.True(psi > 0.25, $"{psi}");
        Assert.Contains(host.Log.Records, record => record.Message.StartsWith("Customers have drifted away from model 1", StringComparison.Ordinal));
        var findings = await Database.ScalarAsync<string[]>("SELECT drift_findings FROM clustering_models WHERE model_version = 1");
        Assert.Contains(findings, finding => finding.StartsWith("avg_transaction_amt is distributed otherwise", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Customers_who_have_only_grown_older_keep_their_model()
    {
        await Database.AddAsync(TestCustomers.Take(500));
        await using var host = await PipelineHost.WithReclustering(Database, OnlyDrift).StartAsync();
        await Database.WaitForModelsAsync();

        // As if the training and everything before it had been forty days ago.
        await Database.ExecuteAsync(
            """
            UPDATE clustering_models SET created_at = created_at - INTERVAL '40 days';
            UPDATE customer_segments SET last_transaction_time = last_transaction_time - INTERVAL '40 days';
            """);
        for (var round = 0; round < 2; round++)
        {
            var measured = await MeasuredAsync();
            await Eventually.TrueAsync(async () => await MeasuredAsync() > measured, "drift is measured again");
        }

        await host.StopAsync();
        Assert.Equal(1, await Database.ModelsAsync());
        Assert.Empty(await Database.ScalarAsync<string[]>("SELECT drift_findings FROM clustering_models WHERE model_version = 1"));
    }

    [Fact]
    public async Task Customers_who_pay_as_ever_keep_their_model()
    {
        await Database.AddAsync(TestCustomers.Take(500));
        await using var host = await PipelineHost.WithReclustering(Database, OnlyDrift).StartAsync();
        await Database.WaitForModelsAsync();
        for (var round = 0; round < 3; round++)
        {
            var measured = await MeasuredAsync();
            await using (var connection = await Database.OpenAsync())
            {
                // A payment of each one's usual amount, on the day of the last.
                await connection.ExecuteAsync(
                    """
                    INSERT INTO live_transaction_data
                    SELECT $1 + customer_id, customer_id, avg_transaction_amt, last_transaction_time
                    FROM customer_segments
                    WHERE customer_id <= 50
                    """,
                    1_000_000L * (round + 1));
            }

            await Eventually.TrueAsync(async () => await MeasuredAsync() > measured, "drift is measured again");
        }

        await host.StopAsync();
        Assert.Equal(1, await Database.ModelsAsync());
        var (customers, psi, _) = await DriftOfAsync(1);
        Assert.Equal(500, customers);
        Assert.True(psi < 0.1, $"{psi}");
    }

    [Theory]
    [InlineData(true, "0.001")]
    [InlineData(false, "0")]
    public async Task A_pinned_model_stays_and_so_does_every_model_where_drift_is_switched_off(bool isPinned, string significance)
    {
        await Database.AddAsync(TestCustomers.Take(500));
        await using var lifecycle = new Lifecycles(Database);
        await using var host = await PipelineHost.WithReclustering(
            Database, [.. OnlyDrift, ("Reclustering:DriftSignificance", significance)]).StartAsync();
        await Database.WaitForModelsAsync();
        if (isPinned)
        {
            await lifecycle.Models.ActivateAsync(1, cancellationToken: Cancel);
        }

        await Database.ExecuteAsync("UPDATE customer_segments SET income = income * 100");
        for (var round = 0; round < 3; round++)
        {
            var measured = await MeasuredAsync();
            await Eventually.TrueAsync(async () => await MeasuredAsync() > measured, "drift is measured again");
        }

        await host.StopAsync();
        Assert.True((await DriftOfAsync(1)).Psi > 1);
        Assert.Equal(1, await Database.ModelsAsync());
    }

    [Fact]
    public async Task A_handful_of_customers_proves_no_drift()
    {
        await Database.AddAsync(TestCustomers.Take(50));
        await using var host = await PipelineHost.WithReclustering(Database, [.. OnlyDrift, ("Reclustering:AgeingInterval", "00:00:01")]).StartAsync();
        await Database.WaitForModelsAsync();
        await Database.ExecuteAsync("UPDATE customer_segments SET income = income * 100");
        for (var round = 0; round < 3; round++)
        {
            var applied = await AppliedAsync();
            await Eventually.TrueAsync(async () => await AppliedAsync() > applied, "customers are scored again");
        }

        await host.StopAsync();
        Assert.Equal(1, await Database.ModelsAsync());
    }

    private async Task<(int Customers, double Psi, string Feature)> DriftOfAsync(long version) => (await Database.QueryAsync(
        "SELECT drift_customers, drift_psi, drift_feature FROM clustering_models WHERE model_version = $1",
        reader => (reader.GetInt32(0), reader.GetDouble(1), reader.GetString(2)),
        version)).Single();

    private Task<DateTime> MeasuredAsync() => Database.ScalarAsync<DateTime>("SELECT drift_measured_at FROM clustering_models WHERE is_active");

    private Task<DateTime> AppliedAsync() => Database.ScalarAsync<DateTime>("SELECT applied_at FROM clustering_models WHERE is_active");
}
