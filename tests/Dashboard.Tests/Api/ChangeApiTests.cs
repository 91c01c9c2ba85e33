using System.Net.ServerSentEvents;
using System.Net;
using System.Text.Json;
using SegmentationUpdates.Dashboard.Feed;
using SegmentationUpdates.Dashboard.Tests.Hosting;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Dashboard.Tests.Api;

public sealed class ChangeApiTests(PostgresFixture postgres) : DashboardTest(postgres)
{
    [Fact]
    public async Task Changes_after_one_that_is_known_come_in_order_with_what_to_ask_next()
    {
        await Database.AddAsync(TestCustomers.Take(5));
        await MoveAsync("few", 1, 2, 3, 4, 5);
        var host = await StartAsync();

        var first = await host.GetAsync("/changes?limit=3&placements=true");
        var rest = await host.GetAsync($"/changes?limit=3&placements=true&after={first.GetProperty("next").GetInt64()}");
        var none = await host.GetAsync($"/changes?after={rest.GetProperty("next").GetInt64()}");

        Assert.Equal([1, 2, 3], Customers(first));
        Assert.Equal([4, 5], Customers(rest));
        Assert.Empty(Customers(none));
        Assert.Equal(5, none.GetProperty("next").GetInt64());
    }

    [Fact]
    public async Task A_long_poll_is_answered_by_the_next_change()
    {
        await Database.AddAsync(TestCustomers.Take(5));
        var last = await MoveAsync("few", 1);
        var host = await StartAsync();
        await host.WaitAsync(snapshot => snapshot.LastChangeId == last, "the feed is up to date");

        var waiting = host.GetAsync($"/changes?after={last}&wait=60");
        Assert.False(waiting.IsCompleted);
        await MoveAsync("many", 1);

        Assert.Equal([1], Customers(await waiting.EndsAsync()));
    }

    [Fact]
    public async Task A_stream_tells_changes_as_they_happen()
    {
        await Database.AddAsync(TestCustomers.Take(3));
        await MoveAsync("few", 1, 2, 3);
        var host = await StartAsync();
        await host.WaitAsync(snapshot => snapshot.LastChangeId == 3, "the feed is up to date");
        await using var stream = await Listener.OpenAsync(host, "/changes/stream");

        await MoveAsync("many", 2);

        var change = await stream.NextChangeAsync();
        Assert.Equal(("4", 2, "many"), (change.Id, change.Move.CustomerId, change.Move.To));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_stream_goes_on_after_the_last_event_of_a_client_that_comes_back(int lastEvent)
    {
        await Database.AddAsync(TestCustomers.Take(5));
        await MoveAsync("few", 1, 2, 3);
        var host = await StartAsync();
        await host.WaitAsync(snapshot => snapshot.LastChangeId == 3, "the feed is up to date");

        // Before the feed began: read from the database. After it: from the feed. No gap in between, and nothing twice.
        await using var stream = await Listener.OpenAsync(host, "/changes/stream?placements=true", $"{lastEvent}");
        await MoveAsync("many", 4, 5);

        foreach (var expected in Enumerable.Range(lastEvent + 1, 5 - lastEvent))
        {
            Assert.Equal(expected, (await stream.NextChangeAsync()).Move.CustomerId);
        }
    }

    [Fact]
    public async Task First_placements_are_left_out_and_gone_past()
    {
        await Database.AddAsync(TestCustomers.Take(5));
        await MoveAsync("few", 1, 2, 3, 4, 5);
        await MoveAsync("many", 3);
        var last = await MoveAsync("few", 3);
        var host = await StartAsync();
        await host.WaitAsync(snapshot => snapshot.LastChangeId == last, "the feed is up to date");
        await using var stream = await Listener.OpenAsync(host, "/changes/stream", "0");

        var page = await host.GetAsync("/changes?limit=1");
        var none = await host.GetAsync($"/changes?after={last}");

        Assert.Equal([6], page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("change_id").GetInt32()));
        Assert.Equal(last, none.GetProperty("next").GetInt64());
        Assert.Equal("6", (await stream.NextChangeAsync()).Id);
        Assert.Equal("7", (await stream.NextChangeAsync()).Id);
        Assert.Equal(0, host.Feed.Current.MovesInLastMinute);

        await MoveAsync("many", 4);
        var placed = await PlaceAsync(6);

        await host.WaitAsync(snapshot => snapshot.LastChangeId == placed, "the move and the placement have arrived");
        Assert.Equal(1, host.Feed.Current.MovesInLastMinute);
        Assert.Equal([4], host.Feed.Current.LatestMoves.Select(move => move.CustomerId));
        Assert.Equal(placed, (await host.GetAsync($"/changes?after={placed - 1}")).GetProperty("next").GetInt64());
        Assert.Empty(Customers(await host.GetAsync($"/changes?after={placed - 1}")));
        Assert.Equal([6], Customers(await host.GetAsync($"/changes?after={placed - 1}&placements=true")));
    }

    private async Task<long> PlaceAsync(int customer)
    {
        await Database.AddAsync(TestCustomers.One(customer));
        return await MoveAsync("few", customer);
    }

    [Fact]
    public async Task A_last_event_that_is_no_id_is_a_problem()
    {
        var host = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/changes/stream");
        request.Headers.Add("Last-Event-ID", "yesterday");

        using var response = await host.Client.SendAsync(request, Cancel);

        await response.AssertProblemAsync(HttpStatusCode.BadRequest, "Last-Event-ID");
    }

    [Fact]
    public async Task A_server_that_stops_does_not_wait_for_its_listeners()
    {
        var host = await DashboardHost.StartAsync(Database);
        var stream = await Listener.OpenAsync(host, "/changes/stream");

        await host.DisposeAsync().AsTask().EndsAsync();

        await stream.EndedAsync();
        await stream.DisposeAsync();
    }

    private static IEnumerable<int> Customers(JsonElement list) =>
        list.GetProperty("items").EnumerateArray().Select(change => change.GetProperty("customer_id").GetInt32());

    private sealed class Listener(HttpResponseMessage response, IAsyncEnumerator<SseItem<string>> events) : IAsyncDisposable
    {
        private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

        public static async Task<Listener> OpenAsync(DashboardHost host, string path, string? lastEvent = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1{path}");
            if (lastEvent is not null)
            {
                request.Headers.Add("Last-Event-ID", lastEvent);
            }

            var response = await host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel).EndsAsync();
            Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
            var stream = await response.Content.ReadAsStreamAsync(Cancel);
            var listener = new Listener(response, SseParser.Create(stream).EnumerateAsync(Cancel).GetAsyncEnumerator(Cancel));

            // It listens from its first event on.
            Assert.True(await listener.MoveAsync());
            return listener;
        }

        public async Task<(string? Id, SegmentMove Move)> NextChangeAsync()
        {
            do
            {
                Assert.True(await MoveAsync(), "the stream has ended");
            }
            while (events.Current.EventType != "change");

            return (events.Current.EventId, JsonSerializer.Deserialize<SegmentMove>(events.Current.Data, Json)!);
        }

        public async Task EndedAsync()
        {
            try
            {
                while (await MoveAsync())
                {
                    // What was still on its way.
                }
            }
            catch (Exception e) when (e is IOException or HttpRequestException)
            {
                // Cut off is ended too.
            }
        }

        public async ValueTask DisposeAsync()
        {
            await events.DisposeAsync();
            response.Dispose();
        }

        private Task<bool> MoveAsync() => events.MoveNextAsync().AsTask().EndsAsync();
    }
}
