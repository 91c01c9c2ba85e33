namespace SegmentationUpdates.AppHost.Tests.Running;

public sealed class RunningApplicationTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>, IAsyncDisposable
{
    [Fact]
    public async Task Everything_starts_in_order_and_becomes_healthy()
    {
        var application = await fixture.StartedAsync();

        var servers = Assert.Single(await application.WaitUntilHealthyAsync("local-services")).Snapshot;
        var migrations = Assert.Single(await application.WaitForAsync(
            "migrations", snapshot => KnownResourceStates.TerminalStates.Contains(snapshot.State?.Text, StringComparer.Ordinal))).Snapshot;
        Assert.Equal(0, migrations.ExitCode);
        Assert.True(servers.StartTimeStamp <= migrations.StartTimeStamp);
        var consumers = await application.WaitUntilHealthyAsync("consumer", instances: 2);
        var producer = Assert.Single(await application.WaitUntilHealthyAsync("producer")).Snapshot;

        var dashboard = Assert.Single(await application.WaitUntilHealthyAsync("dashboard")).Snapshot;
        Assert.All(consumers, consumer => Assert.True(consumer.Snapshot.StartTimeStamp <= dashboard.StartTimeStamp));
        Assert.All(consumers, consumer => Assert.True(consumer.Snapshot.StartTimeStamp >= migrations.StopTimeStamp));
        Assert.All(consumers, consumer => Assert.True(consumer.Snapshot.StartTimeStamp <= producer.StartTimeStamp));
    }

    [Fact]
    public async Task Every_transaction_that_was_produced_is_stored_once()
    {
        var application = await fixture.StartedAsync();
        await application.WaitUntilHealthyAsync("producer");
        await application.PressAsync("producer", "Resume");

        await application.DeliverAsync(more: 1_000);

        await application.SettleAsync();
    }

    [Fact]
    public async Task Every_customer_is_in_a_segment_of_the_active_model()
    {
        var application = await fixture.StartedAsync();
        await application.WaitUntilHealthyAsync("consumer", instances: 2);

        await application.WaitForAsync(
            "a model is active and applied",
            "SELECT count(*) FROM clustering_models WHERE is_active AND applied_at IS NOT NULL",
            models => models == 1);

        Assert.Equal(4_000, await application.QueryAsync("SELECT count(*) FROM customer_segments"));
        Assert.Equal(0, await application.QueryAsync(
            """
            SELECT count(*)
            FROM customer_segments
            WHERE segment IS NULL OR segment NOT IN ('High-value', 'Budget-conscious', 'At risk / inactive customers')
            """));
    }

    [Fact]
    public async Task The_dashboard_shows_its_page()
    {
        var application = await fixture.StartedAsync();
        await application.WaitUntilHealthyAsync("dashboard");

        var page = await application.PageAsync("dashboard");

        Assert.Contains("<title>", page, StringComparison.Ordinal);
        Assert.Contains("_framework/blazor.web", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retrain_now_brings_a_new_model()
    {
        var application = await fixture.StartedAsync();
        await application.WaitUntilHealthyAsync("consumer", instances: 2);
        var before = await application.WaitForAsync(
            "there is a model", "SELECT coalesce(max(model_version), 0) FROM clustering_models", version => version > 0);

        await application.PressAsync("consumer", "Retrain now");

        await application.WaitForAsync(
            "there is a model that was requested",
            $"SELECT count(*) FROM clustering_models WHERE model_version > {before} AND reason = 'request'",
            models => models > 0);
        Assert.Equal(0, await application.QueryAsync("SELECT count(*) FROM retraining_requests WHERE error IS NOT NULL"));
    }

    [Fact]
    public async Task The_producer_pauses_and_resumes()
    {
        var application = await fixture.StartedAsync();
        await application.WaitUntilHealthyAsync("producer");

        await application.SettleAsync();
        Assert.True((await application.ProducerAsync()).IsPaused);

        await application.PressAsync("producer", "Resume");
        Assert.False((await application.ProducerAsync()).IsPaused);
        await application.DeliverAsync(more: 100);
    }

    [Fact]
    public async Task A_reset_forgets_the_transactions_and_what_comes_later_is_stored()
    {
        var application = await fixture.StartedAsync();
        await application.WaitUntilHealthyAsync("producer");
        await application.SettleAsync();

        await application.ResetAsync();

        Assert.Equal(0, await application.QueryAsync("SELECT count(*) FROM live_transaction_data"));
        await application.PressAsync("producer", "Resume");
        await application.DeliverAsync(more: 500);
        await application.SettleAsync();
    }

    public async ValueTask DisposeAsync() => await fixture.WriteLogsOfFailureAsync();
}
