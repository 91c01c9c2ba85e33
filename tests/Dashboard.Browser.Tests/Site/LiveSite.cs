using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Dashboard.Browser.Tests.Site;

/// <summary>
/// A dashboard over customers, models and a consumer as they are in service, and the browser to look at it. Tests that share it use
/// customers of their own. Without a browser it starts nothing.
/// </summary>
public sealed class LiveSite(PostgresFixture postgres, BrowserFixture browser) : IAsyncLifetime
{
    private const int Customers = 400;

    private PipelineHost? _consumer;
    private DashboardHost? _dashboard;

    public TestDatabase Database { get; private set; } = null!;

    internal TestKafka Kafka { get; private set; } = null!;

    internal DashboardHost Dashboard => _dashboard!;

    public async ValueTask InitializeAsync()
    {
        if (Chromium.Program is null)
        {
            return;
        }

        Database = await postgres.CreateAsync();
        await Database.AddAsync(TestCustomers.Take(Customers));
        await TrainAsync();
        await TrainAsync();
        Kafka = await TestKafka.StartAsync(partitions: 2);
        _consumer = await PipelineHost.WithIngestion(Database, Kafka).StartAsync();
        _dashboard = await DashboardHost.StartAsync(Database, Kafka);
        await _dashboard.ConnectedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_dashboard is not null)
        {
            await _dashboard.DisposeAsync();
        }

        if (_consumer is not null)
        {
            await _consumer.DisposeAsync();
        }

        if (Database is not null)
        {
            Kafka.Dispose();
            await Database.DisposeAsync();
        }
    }

    /// <summary>A browser window, at an address of the site.</summary>
    /// <param name="path">Such as <c>/segments</c>.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="dark">What the reader's system prefers.</param>
    /// <param name="site">Null for this site's.</param>
    internal async Task<Visit> VisitAsync(string path, int width = 1440, bool dark = false, Uri? site = null)
    {
        var window = await browser.TakeAsync();
        await window.SetAsync(width, dark);
        return await Visit.StartAsync(browser, window, site ?? Dashboard.Address, path);
    }

    // As the consumer does it, but only once: later trainings would move the customers of the tests.
    private async Task TrainAsync()
    {
        var before = await Database.CountAsync("clustering_models");
        await using var lifecycle = new Lifecycles(Database);
        await lifecycle.Models.RequestRetrainingAsync(TestContext.Current.CancellationToken);
        await using var trainer = await PipelineHost.WithReclustering(Database, ("Reclustering:Interval", "01:00:00")).StartAsync();
        await Eventually.TrueAsync(
            async () => await Database.CountAsync("clustering_models") > before
                && await Database.ScalarAsync<long>("SELECT count(*) FROM retraining_requests WHERE answered_at IS NULL") == 0
                && await Database.ScalarAsync<long>("SELECT count(*) FROM clustering_models WHERE is_active AND applied_at IS NOT NULL") == 1,
            "a model is trained and applied");
    }
}
