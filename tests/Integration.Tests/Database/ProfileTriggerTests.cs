using Npgsql;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Database;

public sealed class ProfileTriggerTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    [Theory]
    [InlineData("INSERT")]
    [InlineData("COPY")]
    [InlineData("ingest_transactions")]
    public async Task Profiles_follow_their_transactions_whichever_way_these_come(string way)
    {
        await Database.AddAsync(TestCustomers.Take(40));
        var book = await ProfileBook.OpenAsync(Database);
        var payments = new Payments();
        await using var connection = await Database.OpenAsync();

        foreach (var size in (int[])[1, 300, 2, 40, 7])
        {
            var batch = payments.Many(size, lastCustomer: 25);
            await (way switch
            {
                "INSERT" => connection.InsertAsync(batch),
                "COPY" => connection.CopyAsync(batch),
                _ => connection.IngestAsync(batch),
            });
            book.Add(batch);
        }

        await book.AssertBalancedAsync(Database);
    }

    [Theory]
    [InlineData("0, 1, 10, now()")]
    [InlineData("1, -1, 10, now()")]
    [InlineData("1, 1, 0, now()")]
    [InlineData("1, 1, -10, now()")]
    [InlineData("1, 1, 'NaN', now()")]
    [InlineData("1, 1, 'Infinity', now()")]
    [InlineData("1, 1, 1000000001, now()")]
    [InlineData("1, 1, 10, '1999-12-31 23:59:59Z'")]
    [InlineData("1, 1, 10, now() + INTERVAL '2 days'")]
    [InlineData("1, 1, 10, '56000-01-01'")]
    [InlineData("1, 1, 10, '-infinity'")]
    public async Task What_no_message_may_hold_no_row_may_either(string row)
    {
        await Database.AddAsync(TestCustomers.One(1), TestCustomers.One(-1));
        var book = await ProfileBook.OpenAsync(Database);

        var refused = await Assert.ThrowsAsync<PostgresException>(
            () => Database.ExecuteAsync($"INSERT INTO live_transaction_data VALUES (2, 1, 10, now()), ({row})"));

        Assert.Equal((PostgresErrorCodes.CheckViolation, "live_transaction_data_limits"), (refused.SqlState, refused.ConstraintName));
        await book.AssertBalancedAsync(Database);
    }

    [Fact]
    public async Task The_first_transactions_of_a_customer_make_the_average()
    {
        await Database.AddAsync(TestCustomers.One(1, average: 0, transactions: 0));
        var payments = new Payments();
        await using var connection = await Database.OpenAsync();

        await connection.InsertAsync(payments.Next(1, 10), payments.Next(1, 20), payments.Next(1, 60));

        Assert.Equal(30, await Database.ScalarAsync<double>("SELECT avg_transaction_amt FROM customer_segments"), 1e-12);
    }

    [Fact]
    public async Task Recency_counts_whole_days_since_the_latest_transaction()
    {
        await Database.AddAsync(TestCustomers.One(1, daysAgo: 100), TestCustomers.One(2, daysAgo: 3), TestCustomers.One(3));
        var payments = new Payments();
        await using var connection = await Database.OpenAsync();

        await connection.InsertAsync(
            payments.Next(1, ago: TimeSpan.FromDays(9.5)),
            payments.Next(1, ago: TimeSpan.FromDays(5.5)),
            payments.Next(1, ago: TimeSpan.FromDays(7.5)),
            payments.Next(2, ago: TimeSpan.FromDays(50)),
            payments.Next(3, ago: TimeSpan.FromMinutes(-4)));

        Assert.Equal(
            [5, 3, 0],
            await Database.QueryAsync(
                "SELECT days_from_last_transaction FROM customer_segments ORDER BY customer_id", reader => reader.GetInt32(0)));
    }

    [Fact]
    public async Task A_transaction_leaves_other_customers_rows_alone()
    {
        await Database.AddAsync(TestCustomers.Take(3));
        const string Versions = "SELECT customer_id::TEXT || ' ' || xmin FROM customer_segments WHERE customer_id <> 2 ORDER BY customer_id";
        var before = await Database.QueryAsync(Versions, reader => reader.GetString(0));
        var updated = await Database.ScalarAsync<DateTime>("SELECT last_updated FROM customer_segments WHERE customer_id = 2");
        await using var connection = await Database.OpenAsync();

        await connection.InsertAsync(new Payments().Next(2));

        Assert.Equal(before, await Database.QueryAsync(Versions, reader => reader.GetString(0)));
        Assert.True(await Database.ScalarAsync<DateTime>("SELECT last_updated FROM customer_segments WHERE customer_id = 2") > updated);
    }

    [Theory]
    [InlineData("INSERT")]
    [InlineData("COPY")]
    public async Task An_unknown_customer_is_refused_by_name_and_nothing_of_the_statement_is_stored(string way)
    {
        await Database.AddAsync(TestCustomers.Take(3));
        var book = await ProfileBook.OpenAsync(Database);
        var payments = new Payments();
        await using var connection = await Database.OpenAsync();
        var batch = new[] { payments.Next(1), payments.Next(4711), payments.Next(2), payments.Next(4711) };

        var refusal = await Assert.ThrowsAsync<PostgresException>(
            () => way == "COPY" ? connection.CopyAsync(batch) : connection.InsertAsync(batch));

        Assert.Equal("SU001", refusal.SqlState);
        Assert.Equal("customer_id 4711", refusal.Detail);
        await book.AssertBalancedAsync(Database);
    }

    [Fact]
    public async Task A_customer_is_loaded_with_a_baseline_from_which_the_profile_can_be_computed_again()
    {
        await Database.AddAsync(TestCustomers.Take(20));
        await using var connection = await Database.OpenAsync();
        await connection.InsertAsync(new Payments().Many(500, lastCustomer: 15));

        // Nothing but the baselines and the transactions.
        var differing = await Database.ScalarAsync<long>(
            """
            SELECT count(*)
            FROM customer_segments c
            FULL JOIN customer_baselines b USING (customer_id)
            LEFT JOIN (
              SELECT customer_id, count(*) AS transactions, sum(transaction_amt) AS amount, max(transaction_time) AS latest
              FROM live_transaction_data
              GROUP BY customer_id
            ) t USING (customer_id)
            WHERE c.customer_id IS NULL
              OR b.customer_id IS NULL
              OR c.num_transactions <> b.num_transactions + COALESCE(t.transactions, 0)
              OR c.last_transaction_time <> GREATEST(b.last_transaction_time, t.latest)
              OR abs(
                c.avg_transaction_amt * c.num_transactions - b.avg_transaction_amt * b.num_transactions - COALESCE(t.amount, 0)
              ) > 1e-6
            """);

        Assert.Equal(0, differing);
        Assert.Equal(20, await Database.CountAsync("customer_baselines"));
    }
}
