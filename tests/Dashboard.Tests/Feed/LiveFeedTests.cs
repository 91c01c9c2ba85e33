using Microsoft.Extensions.Logging;
using Npgsql;
using SegmentationUpdates.Dashboard.Feed;
using SegmentationUpdates.Dashboard.Tests.Hosting;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Dashboard.Tests.Feed;

public sealed class LiveFeedTests(PostgresFixture postgres) : DashboardTest(postgres)
{
    [Fact]
    public async Task Sizes_shares_and_moves_are_those_of_the_database()
    {
        await Database.AddAsync(TestCustomers.Take(10));
        await MoveAsync("few", 1, 2, 3, 4, 5, 6);
        var host = await StartAsync();
        await host.WaitAsync(snapshot => snapshot.Customers == 10, "the customers are counted");

        var last = await MoveAsync("many", 1, 2);

        await host.WaitAsync(snapshot => snapshot.LastChangeId == last, "the moves have arrived");
        var snapshot = host.Feed.Current;
        Assert.Equal(
            [("few", 4L, 0.4, -2L), ("many", 2L, 0.2, 2L), (null, 4L, 0.4, 0L)],
            snapshot.Segments.Select(segment => (segment.Name, segment.Customers, segment.Share, segment.Change)));
        Assert.Equal([(2, "few", "many"), (1, "few", "many")], snapshot.LatestMoves.Select(move => (move.CustomerId, move.From, move.To)));
        Assert.Equal(2, snapshot.MovesInLastMinute);
    }

    [Fact]
    public async Task The_models_segments_come_first_in_its_order_also_when_they_are_empty()
    {
        await Database.AddAsync(TestCustomers.Take(3));
        await MoveAsync("another", 1);
        var version = await Database.ActivateAsync(ModelRows.SplitByTransactions(few: 1, many: 100));
        var host = await StartAsync();

        await host.WaitAsync(snapshot => snapshot.Model is not null, "the model is known");

        Assert.Equal(version, host.Feed.Current.Model!.Version);
        Assert.Equal(["few", "many", "another", null], host.Feed.Current.Segments.Select(segment => segment.Name));
    }

    [Fact]
    public async Task Newest_transactions_their_rate_and_their_delay_are_shown()
    {
        await Database.AddAsync(TestCustomers.Take(5));
        var host = await StartAsync();
        var payments = new Payments();
        var now = payments.Next(3, amount: 12.5, ago: TimeSpan.Zero);
        await using var connection = await Database.OpenAsync();

        await connection.IngestAsync([.. payments.Many(20, lastCustomer: 5), now with { TransactionId = 1_000_000 }]);

        await host.WaitAsync(snapshot => snapshot.Transactions.PerSecond > 0, "the rate is measured");
        var newest = host.Feed.Current.Transactions.Newest;
        Assert.Equal(21, newest.Count);
        Assert.Equal((1_000_000, 3, 12.5), (newest[0].TransactionId, newest[0].CustomerId, newest[0].Amount));
    }

    [Fact]
    public async Task What_was_stored_last_is_newest_whatever_its_id()
    {
        await Database.AddAsync(TestCustomers.Take(5));
        var payments = new Payments();
        await using var connection = await Database.OpenAsync();
        await connection.IngestAsync(payments.Next(1) with { TransactionId = long.MaxValue });
        await Database.ExecuteAsync("UPDATE live_transaction_data SET stored_at = now() - INTERVAL '3 hours'");
        var host = await StartAsync();
        await host.WaitAsync(snapshot => snapshot.Transactions.Newest.Count == 1, "a transaction of long ago is shown");
        Assert.Equal(0, host.Feed.Current.Transactions.PerSecond);

        await connection.IngestAsync(payments.Next(2));

        await host.WaitAsync(snapshot => snapshot.Transactions.PerSecond > 0, "the rate is measured");
        Assert.Equal([2, 1], host.Feed.Current.Transactions.Newest.Select(transaction => transaction.CustomerId));
    }

    [Fact]
    public async Task A_broken_connection_costs_no_move_and_the_outage_is_told()
    {
        await Database.AddAsync(TestCustomers.Take(10));
        var host = await StartAsync();
        await host.WaitAsync(snapshot => snapshot.Customers == 10, "the customers are counted");
        await using var updates = host.Feed.SubscribeAsync(afterChange: 0, Cancel).GetAsyncEnumerator(Cancel);

        await Database.ExecuteAsync($"REVOKE CONNECT ON DATABASE {await NameAsync()} FROM PUBLIC");
        await Database.TerminateHostsAsync();
        await host.WaitAsync(snapshot => !snapshot.Connection.IsConnected, "the outage is noticed");
        Assert.NotNull(host.Feed.Current.Connection.Problem);
        Assert.Equal(10, host.Feed.Current.Customers);
        await MoveAsync("few", 1, 2, 3);
        var last = await MoveAsync("many", 3);
        await Database.ExecuteAsync($"GRANT CONNECT ON DATABASE {await NameAsync()} TO PUBLIC");

        var moves = new List<SegmentMove>();
        while (moves.Count < last && await updates.MoveNextAsync().AsTask().EndsAsync())
        {
            Assert.Equal(0, updates.Current.MovesLeftOut);
            moves.AddRange(updates.Current.Moves);
        }

        Assert.Equal([1, 2, 3, 4], moves.Select(move => move.ChangeId));
        Assert.True(host.Feed.Current.Connection.IsConnected);
        await host.WaitAsync(
            snapshot => snapshot.Segments.Any(segment => segment is { Name: "few", Customers: 2 }), "the sizes are right again");
    }

    [Fact]
    public async Task It_waits_for_a_schema_that_is_not_there_yet()
    {
        await Database.ExecuteAsync("ALTER TABLE segment_changes RENAME TO not_yet");
        await using var host = await DashboardHost.StartAsync(Database);
        await host.WaitAsync(snapshot => snapshot.Sequence > 1, "it has tried");
        Assert.False(host.Feed.Current.Connection.IsConnected);

        await Database.ExecuteAsync("ALTER TABLE not_yet RENAME TO segment_changes");

        await host.ConnectedAsync();
    }

    [Fact]
    public async Task An_erased_customer_is_gone_from_sizes_and_moves()
    {
        await Database.AddAsync(TestCustomers.Take(3));
        await MoveAsync("many", 1, 2, 3);
        var host = await StartAsync();
        await host.WaitAsync(snapshot => snapshot.Customers == 3, "the customers are counted");
        var last = await MoveAsync("few", 1, 2, 3);
        await host.WaitAsync(snapshot => snapshot.LastChangeId == last, "the moves have arrived");

        await Database.ExecuteAsync("SELECT erase_customer(2)");

        await host.WaitAsync(snapshot => snapshot.Customers == 2, "the customers are counted anew");
        Assert.Equal([3, 1], host.Feed.Current.LatestMoves.Select(move => move.CustomerId));
        await using var updates = host.Feed.SubscribeAsync(afterChange: 0, Cancel).GetAsyncEnumerator(Cancel);
        await updates.MoveNextAsync().AsTask().EndsAsync();
        Assert.Equal(
            [(1, "manual"), (3, "manual"), (2, "erased")], updates.Current.Moves.Select(move => (move.CustomerId, move.Reason)));
    }

    [Fact]
    public async Task A_burst_of_changes_comes_in_few_states()
    {
        await Database.AddAsync(TestCustomers.Take(200));
        var host = await StartAsync();
        await host.WaitAsync(snapshot => snapshot.Customers == 200, "the customers are counted");
        var before = host.Feed.Current.Sequence;
        var began = DateTime.UtcNow;
        var last = 0L;
        for (var customer = 1; customer <= 200; customer++)
        {
            last = await MoveAsync("few", customer);
        }

        await host.WaitAsync(snapshot => snapshot.LastChangeId == last, "the moves have arrived");

        // Never more than the pace allows, however long the burst took.
        var most = ((DateTime.UtcNow - began) / LiveFeed.Pace) + 2;
        Assert.InRange(host.Feed.Current.Sequence - before, 1, most);
    }

    [Fact]
    public async Task What_it_reads_with_may_be_gone_before_it_when_the_host_ends()
    {
        using var ended = new CancellationTokenSource();

        // One for all connections: a second cancellation does not wait for what the first one calls.
        var ending = new Lazy<Task>(ended.CancelAsync);
        await using var gone = new NpgsqlDataSourceBuilder(Database.HostConnectionString)
            .UsePhysicalConnectionInitializer(_ => throw new NotSupportedException(), async _ =>
            {
                await ending.Value;
                throw new ObjectDisposedException("source");
            })
            .Build();
        using var log = new LogCollector();
        using var logging = new LoggerFactory([log]);
        using var feed = new LiveFeed(
            new SegmentFollower(gone, TimeProvider.System),
            new TransactionWatch(gone, measured: null),
            new BacklogWatch(lag: null),
            new ChangeListener(gone, logging.CreateLogger<ChangeListener>()),
            new SegmentNameBoard(),
            TimeProvider.System,
            logging.CreateLogger<LiveFeed>());

        await feed.StartAsync(ended.Token);
        await feed.ExecuteTask!.EndsAsync();

        Assert.Empty(log.Records);
    }

    private Task<string> NameAsync() => Database.ScalarAsync<string>("SELECT current_database()");
}
