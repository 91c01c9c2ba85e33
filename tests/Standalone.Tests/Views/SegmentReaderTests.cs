using Microsoft.Extensions.Time.Testing;
using Npgsql;
using SegmentationUpdates.Standalone.Views;

namespace SegmentationUpdates.Standalone.Tests.Views;

public sealed class SegmentReaderTests(SegmentDatabase databases) : IClassFixture<SegmentDatabase>, IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero));
    private NpgsqlDataSource _source = null!;
    private SegmentReader _reader = null!;

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _source = await databases.CreateAsync(CancellationToken);
        _reader = new SegmentReader(_source, _time);
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    [Fact]
    public async Task Sizes_are_those_of_the_database_from_the_first_look_on()
    {
        await AddAsync(1, 10, null);
        await AddAsync(11, 15, "High-value");
        await AddAsync(16, 18, "Budget-conscious");

        var snapshot = await ReadAsync();

        Assert.Equal([new("Budget-conscious", 3, 0), new("High-value", 5, 0), new("(none yet)", 10, 0)], snapshot.Sizes);
        Assert.Equal(0, snapshot.MovesInLastMinute);
        Assert.Empty(snapshot.LatestMoves);
        Assert.Null(snapshot.ModelVersion);
    }

    [Fact]
    public async Task Sizes_follow_the_moves_and_changes_are_those_of_the_last_minute()
    {
        await AddAsync(1, 10, "A");
        await ReadAsync();
        await MoveAsync("customer_id <= 4", "B", "transactions");
        await MoveAsync("customer_id = 4", "A", "model");

        var snapshot = await ReadAsync();
        Assert.Equal([new("A", 7, -3), new("B", 3, 3)], snapshot.Sizes);
        Assert.Equal(5, snapshot.MovesInLastMinute);

        _time.Advance(TimeSpan.FromSeconds(40));
        await MoveAsync("customer_id = 9", "B", "transactions");
        Assert.Equal([new("A", 6, -4), new("B", 4, 4)], (await ReadAsync()).Sizes);

        _time.Advance(TimeSpan.FromSeconds(30));
        snapshot = await ReadAsync();
        Assert.Equal([new("A", 6, -1), new("B", 4, 1)], snapshot.Sizes);
        Assert.Equal(1, snapshot.MovesInLastMinute);
    }

    [Fact]
    public async Task The_latest_moves_come_newest_first_with_where_from_where_to_and_why()
    {
        await AddAsync(1, 20, null);
        await ReadAsync();
        await MoveAsync("customer_id <= 10", "A", "model");
        await MoveAsync("customer_id <= 10", "B", "model");
        await ReadAsync();
        await MoveAsync("customer_id = 3", "C", "transactions");
        await MoveAsync("customer_id = 20", "C", "model");

        var moves = (await ReadAsync()).LatestMoves;

        Assert.Equal(["3", "10", "9", "8", "7", "6", "5", "4"], moves.Select(move => move.Customer));
        Assert.Equal(("B", "C", "transactions"), (moves[0].From, moves[0].To, moves[0].Reason));
        Assert.Equal(("A", "B", "model"), (moves[1].From, moves[1].To, moves[1].Reason));
    }

    [Fact]
    public async Task After_any_moves_the_sizes_are_those_that_a_count_gives()
    {
        await AddAsync(1, 50, "A");
        await ReadAsync();
        var random = new Random(1);
        for (var step = 0; step < 30; step++)
        {
            await MoveAsync($"customer_id % 7 = {random.Next(7)}", $"{(char)('A' + random.Next(4))}", "transactions");
            _time.Advance(TimeSpan.FromSeconds(random.Next(9)));
            var sizes = (await ReadAsync()).Sizes.Where(size => size.Customers > 0).Select(size => (size.Segment, size.Customers));

            Assert.Equal(await CountAsync(), sizes);
        }
    }

    [Fact]
    public async Task Customers_who_are_added_are_counted_at_once_with_a_segment_and_within_a_minute_without()
    {
        await AddAsync(1, 10, "A");
        await ReadAsync();
        await AddAsync(11, 15, "A");
        await AddAsync(16, 17, null);

        Assert.Equal([new("A", 15, 5)], (await ReadAsync()).Sizes);

        _time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal([new("A", 15, 0), new("(none yet)", 2, 0)], (await ReadAsync()).Sizes);
    }

    [Fact]
    public async Task Customers_who_come_after_the_first_look_are_counted_at_once_and_old_changes_are_not_taken_for_theirs()
    {
        await AddAsync(1, 5, "A");
        await MoveAsync("customer_id <= 3", "B", "model");
        await ExecuteAsync("DELETE FROM customer_segments");
        Assert.Empty((await ReadAsync()).Sizes);
        Assert.Empty((await ReadAsync()).Sizes);
        await AddAsync(1, 4, "A");

        var snapshot = await ReadAsync();
        Assert.Equal([new("A", 4, 4)], snapshot.Sizes);
        Assert.Equal(0, snapshot.MovesInLastMinute);

        await MoveAsync("customer_id = 2", "B", "transactions");
        Assert.Equal([new("A", 3, 3), new("B", 1, 1)], (await ReadAsync()).Sizes);
    }

    [Fact]
    public async Task Segments_stand_in_the_order_of_the_active_model_whose_age_is_told()
    {
        await AddAsync(1, 3, "Z");
        await AddAsync(4, 8, "A");
        await ExecuteAsync(
            """
            INSERT INTO clustering_models (reason, k, seed, customers, training_rows, training_seconds, inertia, parameters, is_active, activated_at)
            VALUES ('schedule', 3, 1, 8, 8, 0, 0, '{"labels": ["Z", "M", "A"]}', TRUE, '2026-03-04 11:59:00Z')
            """);

        var snapshot = await ReadAsync();

        Assert.Equal([new("Z", 3, 0), new("M", 0, 0), new("A", 5, 0)], snapshot.Sizes);
        Assert.Equal((1, TimeSpan.FromMinutes(1)), (snapshot.ModelVersion, snapshot.ModelAge));
    }

    private Task<SegmentSnapshot> ReadAsync() => _reader.ReadAsync(CancellationToken);

    private Task AddAsync(int first, int last, string? segment) => ExecuteAsync(
        $"""
        INSERT INTO customer_segments
        SELECT i, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 0, 1, 0, {(segment is null ? "NULL" : $"'{segment}'")}, now(), now()
        FROM generate_series({first}, {last}) i
        """);

    private Task MoveAsync(string customers, string segment, string reason) => ExecuteAsync(
        $"""
        BEGIN;
        SET LOCAL segmentation.reason = '{reason}';
        UPDATE customer_segments SET segment = '{segment}' WHERE {customers};
        COMMIT;
        """);

    private async Task ExecuteAsync(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(CancellationToken);
    }

    private async Task<List<(string Segment, long Customers)>> CountAsync()
    {
        await using var command = _source.CreateCommand("SELECT segment, count(*) FROM customer_segments GROUP BY segment ORDER BY segment COLLATE \"C\"");
        await using var reader = await command.ExecuteReaderAsync(CancellationToken);
        var counts = new List<(string, long)>();
        while (await reader.ReadAsync(CancellationToken))
        {
            counts.Add((reader.GetString(0), reader.GetInt64(1)));
        }

        return counts;
    }
}
