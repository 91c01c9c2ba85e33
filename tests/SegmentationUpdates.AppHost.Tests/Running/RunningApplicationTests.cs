using System.Text.Json;

namespace SegmentationUpdates.AppHost.Tests.Running;

[Collection<OneApplication>]
public sealed class RunningApplicationTests(ApplicationFixture fixture) : IAsyncDisposable
{
    [Fact]
    public async Task Everything_starts_in_order_and_becomes_healthy()
    {
        var start = (await fixture.StartedAsync()).Start;

        var servers = Assert.Single(start["local-services"]);
        var migrations = Assert.Single(start["migrations"]);
        Assert.Equal(0, migrations.ExitCode);
        Assert.True(servers.StartTimeStamp <= migrations.StartTimeStamp);
        Assert.Equal(2, start["consumer"].Count);
        var trainer = Assert.Single(start["trainer"]);
        var producer = Assert.Single(start["producer"]);
        var dashboard = Assert.Single(start["dashboard"]);
        Assert.All(start["consumer"], consumer => Assert.True(consumer.StartTimeStamp <= dashboard.StartTimeStamp));
        Assert.All(start["consumer"], consumer => Assert.True(consumer.StartTimeStamp >= migrations.StopTimeStamp));
        Assert.All(start["consumer"], consumer => Assert.True(consumer.StartTimeStamp <= producer.StartTimeStamp));
        Assert.True(migrations.StopTimeStamp <= trainer.StartTimeStamp && trainer.StartTimeStamp <= producer.StartTimeStamp);
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
    public async Task The_address_of_the_page_is_told_in_the_log_and_at_its_resource()
    {
        var application = await fixture.StartedAsync();
        var page = Assert.Single(await application.WaitUntilHealthyAsync("dashboard")).Snapshot;

        var address = await application.Log.WaitForAsync("Segments, live:");

        Assert.Contains(page.Urls, url => url.DisplayProperties.DisplayName == "Segments, live" && url.Url.TrimEnd('/') == address.TrimEnd('/'));
        Assert.Equal(new Uri(address).Port, application.Endpoint("dashboard").Port);
    }

    [Fact]
    public async Task A_start_without_trouble_says_so_in_the_console_without_a_warning()
    {
        var application = await fixture.StartedAsync();
        await application.WaitUntilHealthyAsync("dashboard");

        Assert.DoesNotContain(
            application.Log.Lines.TakeWhile(line => !line.Text.Contains("Segments, live", StringComparison.Ordinal)),
            line => line.Level >= Microsoft.Extensions.Logging.LogLevel.Warning && line.Category != "Aspire.Hosting.Dcp.DcpHost");
    }

    [Fact]
    public async Task Retrain_now_brings_a_new_model()
    {
        var application = await fixture.StartedAsync();
        await application.WaitUntilHealthyAsync("trainer");
        var before = await application.WaitForAsync(
            "there is a model", "SELECT coalesce(max(model_version), 0) FROM clustering_models", version => version > 0);

        await application.PressAsync("trainer", "Retrain now");

        await application.WaitForAsync(
            "there is a model that was requested",
            $"SELECT count(*) FROM clustering_models WHERE model_version > {before} AND reason = 'request'",
            models => models > 0);
        Assert.Equal(0, await application.QueryAsync("SELECT count(*) FROM retraining_requests WHERE error IS NOT NULL"));

        // What its address in the Aspire dashboard shows.
        using var shown = JsonDocument.Parse(await application.PageAsync("trainer"));
        Assert.True(shown.RootElement.GetProperty("modelVersion").GetInt64() > before);
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
