using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Dashboard.Tests.Hosting;

/// <summary>A test of dashboards over a database of its own.</summary>
public abstract class DashboardTest(PostgresFixture postgres) : DatabaseTest(postgres)
{
    private readonly List<DashboardHost> _hosts = [];

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    private protected Task<DashboardHost> StartAsync(params (string Key, string? Value)[] settings) => StartAsync(null, settings);

    /// <returns>Connected.</returns>
    private protected async Task<DashboardHost> StartAsync(TestKafka? kafka, params (string Key, string? Value)[] settings)
    {
        var host = await DashboardHost.StartAsync(Database, kafka, settings);
        _hosts.Add(host);
        return await host.ConnectedAsync();
    }

    /// <summary>Moves customers as a batch of transactions would, without transactions.</summary>
    private protected async Task<long> MoveAsync(string segment, params int[] customers)
    {
        await using var connection = await Database.OpenAsync();
        await connection.ExecuteAsync("UPDATE customer_segments SET segment = $1 WHERE customer_id = ANY ($2)", segment, customers);
        return await connection.ScalarAsync<long>("SELECT COALESCE(max(change_id), 0) FROM segment_changes");
    }
}
