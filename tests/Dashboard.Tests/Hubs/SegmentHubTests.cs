using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using SegmentationUpdates.Dashboard.Hubs;
using SegmentationUpdates.Dashboard.Tests.Hosting;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Dashboard.Tests.Hubs;

public sealed class SegmentHubTests(PostgresFixture postgres) : DashboardTest(postgres)
{
    [Fact]
    public async Task A_client_gets_the_state_at_once_and_then_each_change_with_growing_numbers()
    {
        await Database.AddAsync(TestCustomers.Take(10));
        await MoveAsync("many", 3, 4);
        var host = await StartAsync();
        await host.WaitAsync(snapshot => snapshot.Customers == 10, "the customers are counted");
        await using var connection = await ConnectAsync(host);
        await using var updates = Watch(connection);

        var first = await NextAsync(updates);
        await MoveAsync("few", 3, 4);
        var sequence = first.Sequence;
        var update = first;
        while (update.Moves.Count == 0)
        {
            update = await NextAsync(updates);
            Assert.True(update.Sequence > sequence);
            sequence = update.Sequence;
        }

        Assert.Equal((10, 0), (first.Customers, first.Moves.Count));
        Assert.Equal([(3, (string?)"few"), (4, "few")], update.Moves.Select(move => (move.CustomerId, move.To)));
        Assert.Equal(4, update.LastChangeId);
        Assert.Contains(update.Segments, segment => segment is { Name: "few", Customers: 2 });
        Assert.Equal(0, update.MovesLeftOut);
    }

    [Fact]
    public async Task A_client_that_comes_back_gets_what_it_missed()
    {
        await Database.AddAsync(TestCustomers.Take(10));
        var host = await StartAsync();
        await host.WaitAsync(snapshot => snapshot.Customers == 10, "the customers are counted");
        await MoveAsync("many", 1, 2);
        await MoveAsync("few", 1, 2, 3);
        await host.WaitAsync(snapshot => snapshot.LastChangeId == 5, "the moves have arrived");
        await using var connection = await ConnectAsync(host);
        await using var updates = Watch(connection, afterChange: 1);

        // The second and the last are first placements.
        Assert.Equal([3, 4], (await NextAsync(updates)).Moves.Select(move => move.ChangeId));
    }

    [Fact]
    public async Task With_a_viewer_key_a_client_needs_it()
    {
        var host = await StartAsync(("ViewerKey", DashboardHost.ViewerKey));

        await Assert.ThrowsAsync<HttpRequestException>(() => ConnectAsync(host));
        await using var connection = await ConnectAsync(host, DashboardHost.ViewerKey);
        await using var updates = Watch(connection);

        Assert.True((await NextAsync(updates)).Connection.IsConnected);
    }

    [Fact]
    public async Task Many_clients_are_told_alike()
    {
        const int clients = 20;
        await Database.AddAsync(TestCustomers.Take(10));
        var host = await StartAsync();
        await host.WaitAsync(snapshot => snapshot.Customers == 10, "the customers are counted");

        var seen = await Task.WhenAll(Enumerable.Range(0, clients).Select(async client =>
        {
            await using var connection = await ConnectAsync(host);
            await using var updates = Watch(connection, afterChange: 0);
            await NextAsync(updates);
            await MoveAsync("few", (client % 10) + 1);
            await MoveAsync($"segment {client}", (client % 10) + 1);
            var moves = new List<long>();
            while (moves.Count < clients)
            {
                moves.AddRange((await NextAsync(updates)).Moves.Select(move => move.ChangeId));
            }

            return moves;
        }));

        Assert.All(seen, moves => Assert.Equal(moves.Order().Distinct(), moves));
    }

    private static async Task<HubConnection> ConnectAsync(DashboardHost host, string? key = null)
    {
        var connection = new HubConnectionBuilder()
            .WithUrl(new Uri(host.Address, "/hubs/segments"), options =>
            {
                if (key is not null)
                {
                    options.Headers["X-API-Key"] = key;
                }
            })
            .AddJsonProtocol(json => json.PayloadSerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower)
            .Build();
        await connection.StartAsync(Cancel).EndsAsync();
        return connection;
    }

    private static IAsyncEnumerator<SegmentUpdate> Watch(HubConnection connection, long? afterChange = null) =>
        connection.StreamAsync<SegmentUpdate>("Watch", afterChange, Cancel).GetAsyncEnumerator(Cancel);

    private static async Task<SegmentUpdate> NextAsync(IAsyncEnumerator<SegmentUpdate> updates)
    {
        Assert.True(await updates.MoveNextAsync().AsTask().EndsAsync());
        return updates.Current;
    }
}
