using System.Net;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.Options;
using SegmentationUpdates.Dashboard.Hubs;
using SegmentationUpdates.Dashboard.Security;
using SegmentationUpdates.Dashboard.Settings;
using SegmentationUpdates.Dashboard.Tests.Hosting;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Dashboard.Tests.Security;

public sealed class OpenConnectionsTests(PostgresFixture postgres) : DashboardTest(postgres)
{
    private const string Stream = "/api/v1/changes/stream";
    private static readonly IPAddress One = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress Two = IPAddress.Parse("192.0.2.2");
    private static readonly IPAddress Three = IPAddress.Parse("192.0.2.3");

    [Fact]
    public void An_address_has_a_limit_and_so_have_all_together()
    {
        var connections = new OpenConnections(Options.Create(new DashboardOptions { ConnectionsPerAddress = 2, Connections = 3 }));

        Assert.Equal(
            [ConnectionRoom.Taken, ConnectionRoom.Taken, ConnectionRoom.NoneForAddress, ConnectionRoom.Taken, ConnectionRoom.None],
            new[] { One, One, One, Two, Three }.Select(connections.TryOpen));

        connections.Close(One);
        Assert.Equal([ConnectionRoom.Taken, ConnectionRoom.None], new[] { Three, One }.Select(connections.TryOpen));
    }

    [Fact]
    public async Task Streams_held_answers_the_hub_and_live_pages_of_one_address_are_counted_together_and_make_room_again()
    {
        var host = await StartAsync(("ConnectionsPerAddress", "2"));
        await using var hub = new HubConnectionBuilder().WithUrl(new Uri(host.Address, SegmentHub.Path)).Build();
        await hub.StartAsync(Cancel).EndsAsync();
        using var first = await host.SendAsync("GET", Stream, null);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);

        foreach (var (method, path) in new[]
        {
            ("GET", Stream), ("GET", "/api/v1/changes?wait=60"), ("POST", "/hubs/segments/negotiate?negotiateVersion=1"),
            ("POST", "/_blazor/negotiate?negotiateVersion=1"), ("GET", "/api/v1/customers.csv"), ("GET", "/segments/export.csv?segment=few"),
        })
        {
            using var refused = await host.SendAsync(method, path, null);
            await refused.AssertProblemAsync(HttpStatusCode.TooManyRequests, "This address has 2 connections open");
            Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        }

        using var passing = await host.SendAsync("GET", "/api/v1/changes", null);
        Assert.Equal(HttpStatusCode.OK, passing.StatusCode);

        await hub.StopAsync(Cancel).EndsAsync();
        await Eventually.TrueAsync(
            async () =>
            {
                using var again = await host.SendAsync("GET", Stream, null);
                return again.StatusCode == HttpStatusCode.OK;
            },
            "there is room again");
    }

    [Fact]
    public async Task Who_comes_when_all_are_taken_is_told_to_come_later()
    {
        var host = await StartAsync(("Connections", "1"));
        using var first = await host.SendAsync("GET", Stream, null);

        using var second = await host.SendAsync("GET", Stream, null);

        await second.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "1 connections are open, as many as the dashboard takes");
        Assert.True(second.Headers.RetryAfter?.Delta > TimeSpan.Zero);
    }
}
