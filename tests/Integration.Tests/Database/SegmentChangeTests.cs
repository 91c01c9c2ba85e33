using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Database;

public sealed class SegmentChangeTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    private sealed record Change(int Customer, string? From, string? To, string Reason, long? Model);

    [Fact]
    public async Task Each_real_change_is_recorded_once_and_a_rewritten_value_not_at_all()
    {
        await Database.AddAsync(TestCustomers.Take(4));

        await Database.ExecuteAsync("UPDATE customer_segments SET segment = 'A' WHERE customer_id <= 2");
        await Database.ExecuteAsync("UPDATE customer_segments SET segment = 'A'");
        await Database.ExecuteAsync("UPDATE customer_segments SET segment = CASE customer_id WHEN 1 THEN 'B' WHEN 3 THEN NULL ELSE 'A' END");
        await Database.ExecuteAsync("UPDATE customer_segments SET income = income + 1");

        Assert.Equal(
            [
                new(1, null, "A", "initial", null), new(2, null, "A", "initial", null),
                new(3, null, "A", "initial", null), new(4, null, "A", "initial", null),
                new(1, "A", "B", "manual", null), new(3, "A", null, "manual", null),
            ],
            await ChangesAsync());
    }

    [Fact]
    public async Task Assigned_segments_are_recorded_with_reason_and_model_and_what_follows_is_manual_again()
    {
        await Database.AddAsync(TestCustomers.Take(3));
        var model = await Database.AddModelAsync();
        await using var connection = await Database.OpenAsync();

        var changed = await connection.AssignAsync([(1, "A"), (3, "B"), (77, "A")], model, reason: "transactions");
        var changedAgain = await connection.AssignAsync([(1, "A"), (3, "C")], model, reason: "model");
        await connection.ExecuteAsync("UPDATE customer_segments SET segment = 'D' WHERE customer_id = 1");

        Assert.Equal((2, 1), (changed, changedAgain));
        Assert.Equal(
            [
                new(1, null, "A", "initial", model), new(3, null, "B", "initial", model),
                new(3, "B", "C", "model", model), new(1, "A", "D", "manual", null),
            ],
            await ChangesAsync());
    }

    [Fact]
    public async Task Customers_who_come_with_a_segment_are_recorded_as_loaded_and_the_others_are_not()
    {
        await Database.AddAsync(TestCustomers.Take(1));
        await Database.ExecuteAsync(
            """
            INSERT INTO customer_segments
            SELECT (jsonb_populate_record(c, jsonb_build_object('customer_id', added.id, 'segment', added.segment))).*
            FROM customer_segments c, (VALUES (8, 'B'), (7, 'A'), (9, NULL)) AS added (id, segment)
            """);

        Assert.Equal([new(7, null, "A", "loaded", null), new(8, null, "B", "loaded", null)], await ChangesAsync());
    }

    [Fact]
    public async Task A_rolled_back_change_leaves_no_record()
    {
        await Database.AddAsync(TestCustomers.Take(1));
        await using var connection = await Database.OpenAsync();
        await using (var transaction = await connection.BeginTransactionAsync(Cancel))
        {
            await connection.ExecuteAsync("UPDATE customer_segments SET segment = 'A'");
            await transaction.RollbackAsync(Cancel);
        }

        Assert.Empty(await ChangesAsync());
    }

    [Fact]
    public async Task A_statement_notifies_once_with_the_last_id_and_not_without_a_change()
    {
        await Database.AddAsync(TestCustomers.Take(10));
        await using var listener = await Database.OpenAsync();
        var heard = new List<string>();
        listener.Notification += (_, notification) => heard.Add(notification.Payload);
        await listener.ExecuteAsync("LISTEN segment_changes");

        await Database.ExecuteAsync("UPDATE customer_segments SET segment = 'A' WHERE customer_id <= 7");
        await Database.ExecuteAsync("UPDATE customer_segments SET segment = 'A' WHERE customer_id <= 7");
        await Database.ExecuteAsync("UPDATE customer_segments SET segment = 'B' WHERE customer_id = 2");
        await Database.ExecuteAsync("NOTIFY segment_changes, 'end'");

        await Eventually.TrueAsync(
            async () =>
            {
                await listener.ExecuteAsync("SELECT"); // Notifications come along with any answer.
                return heard.LastOrDefault() == "end";
            },
            "the last notification arrives");
        var ids = await Database.QueryAsync("SELECT change_id FROM segment_changes ORDER BY change_id", reader => reader.GetInt64(0));
        Assert.Equal(8, ids.Count);
        Assert.Equal([$"{ids[6]}", $"{ids[7]}", "end"], heard);
    }

    [Fact]
    public async Task A_change_waits_for_the_commit_of_the_change_with_the_lower_id()
    {
        await Database.AddAsync(TestCustomers.Take(2));
        await using var first = await Database.OpenAsync();
        await using var transaction = await first.BeginTransactionAsync(Cancel);
        await first.ExecuteAsync("UPDATE customer_segments SET segment = 'A' WHERE customer_id = 1");

        var second = Database.ExecuteAsync("UPDATE customer_segments SET segment = 'B' WHERE customer_id = 2");
        await Database.WaitForBlockedAsync();
        Assert.Empty(await ChangesAsync());
        await transaction.CommitAsync(Cancel);
        await second.EndsAsync();

        Assert.Equal([1, 2], (await ChangesAsync()).Select(change => change.Customer));
    }

    [Fact]
    public async Task A_reader_that_follows_the_ids_misses_no_change_of_concurrent_writers()
    {
        const int Writers = 4, Rounds = 40;
        await Database.AddAsync(TestCustomers.Take(Writers));
        var writing = Task.WhenAll(Enumerable.Range(1, Writers).Select(WriteAsync));
        var seen = new List<long>();

        for (var finished = false; !finished;)
        {
            finished = writing.IsCompleted; // Then one more look.
            seen.AddRange(await Database.QueryAsync(
                "SELECT change_id FROM segment_changes WHERE change_id > $1 ORDER BY change_id",
                reader => reader.GetInt64(0),
                seen.LastOrDefault()));
        }

        await writing;
        Assert.Equal(Writers * Rounds, seen.Count);
        Assert.Equal(
            await Database.QueryAsync("SELECT change_id FROM segment_changes ORDER BY change_id", reader => reader.GetInt64(0)), seen);

        async Task WriteAsync(int customer)
        {
            await using var connection = await Database.OpenAsync();
            for (var i = 0; i < Rounds; i++)
            {
                await connection.ExecuteAsync("UPDATE customer_segments SET segment = $2 WHERE customer_id = $1", customer, $"S{i}");
            }
        }
    }

    private Task<List<Change>> ChangesAsync() => Database.QueryAsync(
        "SELECT customer_id, from_segment, to_segment, reason, model_version FROM segment_changes ORDER BY change_id",
        reader => new Change(
            reader.GetInt32(0), reader.OrNull<string>(1), reader.OrNull<string>(2), reader.GetString(3), reader.OrNull<long?>(4)));
}
