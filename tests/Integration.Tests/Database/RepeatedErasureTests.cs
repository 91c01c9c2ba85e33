using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Database;

/// <summary>A backup brought customers back who were erased after it.</summary>
public sealed class RepeatedErasureTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    [Fact]
    public async Task Who_was_erased_after_the_backup_goes_again_and_late_transactions_with_them()
    {
        await Database.AddAsync(TestCustomers.Take(2));
        await using var connection = await Database.OpenAsync();
        var payments = new Payments();
        await connection.IngestAsync(payments.Next(1), payments.Next(2));

        Assert.True(await RepeatAsync(1, "2026-11-01"));
        Assert.True(await RepeatAsync(7, "2026-11-02")); // Loaded after the backup too: not here, and not to come by a late transaction.

        Assert.Equal([2], await Database.QueryAsync("SELECT customer_id FROM customer_segments", reader => reader.GetInt32(0)));
        Assert.Equal(
            [(1, "alice", "2026-11-01"), (7, "alice", "2026-11-02")],
            await Database.QueryAsync(
                "SELECT customer_id, done_by, to_char(erased_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') FROM erased_customers ORDER BY customer_id",
                reader => (reader.GetInt32(0), reader.GetString(1), reader.GetString(2))));
        var late = await connection.IngestAsync(payments.Next(1), payments.Next(7), payments.Next(2));
        Assert.Equal(1, late.Inserted);
        Assert.Empty(late.UnknownCustomers);
    }

    [Fact]
    public async Task Who_came_back_after_an_erasure_that_is_known_stays()
    {
        await Database.AddAsync(TestCustomers.Take(2));
        await Database.ExecuteAsync("SELECT erase_customer(1)");
        await Database.AddAsync(TestCustomers.Take(1));

        Assert.False(await RepeatAsync(1, "2026-11-01"));
        Assert.Equal(2, await Database.CountAsync("customer_segments"));

        // Erased once more, after the backup.
        Assert.True(await RepeatAsync(1, "2999-01-01"));
        Assert.Equal(1, await Database.CountAsync("customer_segments"));
    }

    private Task<bool> RepeatAsync(int customer, string day) =>
        Database.ScalarAsync<bool>("SELECT repeat_erasure($1, $2::TIMESTAMPTZ, 'alice')", customer, $"{day}T00:00:00Z");
}
