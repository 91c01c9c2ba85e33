using Npgsql;
using SegmentationUpdates.Customers;
using SegmentationUpdates.Messaging.Transactions;
using SegmentationUpdates.Storage;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Database;

/// <summary>What customers do of late: spending and payments a month, and the amount of a transaction, with a half-life of 90 days.</summary>
public sealed class DecayedProfileTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    private const double HalfLife = 90;
    private const double DaysOfMonth = 30.4375;

    private sealed record Figures(double Spending, double Payments, double Amount, double LifetimeAmount);

    [Fact]
    public async Task A_doubling_of_what_is_spent_shows_within_a_half_life_and_hardly_in_the_lifetime_average()
    {
        await Database.AddAsync(TestCustomers.One(1, daysAgo: 1100), TestCustomers.One(2, daysAgo: 1100), TestCustomers.One(3, daysAgo: 1100));
        var payments = new Payments();
        var days = Enumerable.Range(0, 1_095).Select(day => (Ago: TimeSpan.FromDays(day), IsLate: day < HalfLife)).ToList();
        await using var connection = await Database.OpenAsync();

        await connection.InsertAsync(
        [
            .. days.Select(day => payments.Next(1, 50, day.Ago)),
            .. days.Select(day => payments.Next(2, day.IsLate ? 100 : 50, day.Ago)),
            .. days.SelectMany(day => Enumerable.Range(0, day.IsLate ? 2 : 1).Select(_ => payments.Next(3, 50, day.Ago))),
        ]);

        var (same, larger, oftener) = (await FiguresAsync(1), await FiguresAsync(2), await FiguresAsync(3));
        Assert.Equal(50 * DaysOfMonth, same.Spending, .01 * 50 * DaysOfMonth);
        Assert.Equal(DaysOfMonth, same.Payments, .01 * DaysOfMonth);
        Assert.InRange(larger.Spending / same.Spending, 1.5, 1.51);
        Assert.InRange(larger.Amount / same.Amount, 1.5, 1.51);
        Assert.InRange(oftener.Spending / same.Spending, 1.5, 1.51);
        Assert.InRange(oftener.Payments / same.Payments, 1.5, 1.51);
        Assert.InRange(larger.LifetimeAmount / same.LifetimeAmount, 1, 1.1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Any_order_and_any_batches_of_the_same_transactions_give_the_same_figures(int seed)
    {
        var random = new Random(seed);
        await Database.AddAsync(
            Enumerable.Range(1, 8).SelectMany(id => new[] { id, 100 + id }.Select(number =>
                TestCustomers.One(number, average: id * 10, transactions: (id - 1) * 20, daysAgo: id * 30))));
        var payments = new Payments(seed);
        var years = (DateTime.UtcNow - new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc)).TotalDays - 1;
        Transaction[] one = [.. Enumerable.Range(0, 400).Select(_ => payments.Next(
            random.Next(8) + 1, Math.Pow(10, (random.NextDouble() * 8) - 2), TimeSpan.FromDays(years * Math.Pow(random.NextDouble(), 3))))];
        Transaction[] other = [.. payments.Shuffle(one).Select(t => t with { TransactionId = t.TransactionId + 10_000, CustomerId = t.CustomerId + 100 })];
        await using var connection = await Database.OpenAsync();

        await InBatchesAsync(connection, random, [.. one.OrderBy(t => t.Time)]);
        await InBatchesAsync(connection, random, other);

        var reference = new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        foreach (var id in Enumerable.Range(1, 8))
        {
            var (first, second) = (await SumsAsync(id), await SumsAsync(100 + id));
            Assert.Equal(first.Amount, second.Amount, 1e-9 * first.Amount);
            Assert.Equal(first.Transactions, second.Transactions, 1e-9 * first.Transactions);
        }

        // Of one who was loaded without transactions these are all.
        var expected = one.Where(t => t.CustomerId == 1).Sum(t => t.Amount * Math.Pow(2, (t.Time - reference).TotalDays / HalfLife));
        Assert.Equal(expected, (await SumsAsync(1)).Amount, 1e-9 * expected);
        Assert.Equal(0, await Database.CountAsync("verify_profiles()"));
    }

    [Fact]
    public async Task A_decayed_sum_that_is_not_what_its_transactions_make_of_it_is_found()
    {
        await Database.AddAsync(TestCustomers.Take(20));
        await using var connection = await Database.OpenAsync();
        await connection.InsertAsync(new Payments().Many(200, lastCustomer: 20));
        Assert.Equal(0, await Database.CountAsync("verify_profiles()"));

        await Database.ExecuteAsync("UPDATE customer_segments SET decayed_amount = decayed_amount * (1 + 1e-8) WHERE customer_id = 7");
        await Database.ExecuteAsync("UPDATE customer_segments SET decayed_transactions = decayed_transactions * (1 - 1e-8) WHERE customer_id = 9");

        Assert.Equal([7, 9], await Database.QueryAsync("SELECT customer_id FROM verify_profiles()", row => row.GetInt32(0)));
    }

    [Fact]
    public async Task A_customer_is_taken_to_have_paid_evenly_since_the_beginning_and_fades_without_transactions()
    {
        // Tenure is 5 years of 5 to 6: a payment each day, a single one, and none.
        var perDay = (int)(5.5 * 365.25);
        await Database.AddAsync(
            TestCustomers.One(1, average: 50, transactions: perDay, daysAgo: 0),
            TestCustomers.One(2, average: 50, transactions: perDay, daysAgo: 90),
            TestCustomers.One(3, average: 50, transactions: 1, daysAgo: 0),
            TestCustomers.One(4, average: 50, transactions: 0, daysAgo: 0));

        var (daily, gone, single, none) = (await FiguresAsync(1), await FiguresAsync(2), await FiguresAsync(3), await FiguresAsync(4));

        Assert.Equal(DaysOfMonth, daily.Payments, .01 * DaysOfMonth);
        Assert.Equal(50 * DaysOfMonth, daily.Spending, .01 * 50 * DaysOfMonth);
        Assert.InRange(gone.Payments / daily.Payments, .5, .53); // The same number in a shorter time.
        Assert.Equal(Math.Log(2) / HalfLife * DaysOfMonth, single.Payments, 1e-9);
        Assert.Equal((0, 0, 50), (none.Spending, none.Payments, none.Amount));
    }

    [Fact]
    public async Task Figures_are_read_as_of_now_and_as_of_the_last_scoring()
    {
        await Database.AddAsync(TestCustomers.Take(50));
        await Database.ExecuteAsync("UPDATE customer_segments SET days_from_last_transaction = days_from_last_transaction + 90");

        var now = await Database.QueryAsync(FeatureQuery.FeaturesOnly(CustomerColumns.Recent), Three);
        var asStored = await Database.QueryAsync(
            FeatureQuery.AsStored(CustomerColumns.Recent), row => (row.GetDouble(3), row.GetDouble(4), row.GetDouble(5)), (object)new[] { "A" });
        var seen = await Database.QueryAsync("SELECT spending_per_month, payments_per_month, recent_transaction_amt FROM current_profiles", Three);

        Assert.Equal(seen, now);
        Assert.All(now.Zip(asStored), pair =>
        {
            Assert.Equal(pair.First.Item1 / 2, pair.Second.Item1, 1e-9 * pair.First.Item1);
            Assert.Equal(pair.First.Item2 / 2, pair.Second.Item2, 1e-9 * pair.First.Item2);
            Assert.Equal(pair.First.Item3, pair.Second.Item3);
        });

        static (double, double, double) Three(NpgsqlDataReader row) => (row.GetDouble(0), row.GetDouble(1), row.GetDouble(2));
    }

    [Fact]
    public async Task Another_half_life_computes_every_figure_again_and_has_everybody_scored_again()
    {
        await Database.AddAsync(TestCustomers.One(1, average: 0, transactions: 0, daysAgo: 400));
        await Database.ExecuteAsync("SELECT activate_model($1)", await Database.AddModelAsync());
        await Database.ExecuteAsync("UPDATE clustering_models SET applied_at = now()");
        var payments = new Payments();
        await using var connection = await Database.OpenAsync();
        await connection.InsertAsync(payments.Next(1, 100, TimeSpan.FromDays(60)), payments.Next(1, 400, TimeSpan.Zero));

        Assert.False(await Database.ScalarAsync<bool>("SELECT set_half_life('90 days')"));
        Assert.True(await Database.ScalarAsync<bool>("SELECT set_half_life('30 days')"));

        Assert.Equal((100 * .25 + 400) / 1.25, (await FiguresAsync(1)).Amount, 1e-9);
        Assert.Equal(0, await Database.CountAsync("verify_profiles()"));
        Assert.Equal(1, await Database.CountAsync("clustering_models WHERE is_active AND applied_at IS NULL"));
        await connection.InsertAsync(payments.Next(1, 100));
        Assert.Equal(0, await Database.CountAsync("verify_profiles()"));
        var refused = await Assert.ThrowsAsync<PostgresException>(() => Database.ExecuteAsync("SELECT set_half_life('6 days')"));
        Assert.Equal(PostgresErrorCodes.CheckViolation, refused.SqlState);
    }

    [Theory]
    [InlineData("7 days")]
    [InlineData("3650 days")]
    public async Task No_time_and_no_amount_makes_a_figure_that_is_no_number(string halfLife)
    {
        await Database.ExecuteAsync("SELECT set_half_life($1::INTERVAL)", halfLife);
        await Database.AddAsync(
            TestCustomers.One(1),
            TestCustomers.One(2, average: 1e290, transactions: int.MaxValue - 100) with { Tenure = int.MaxValue },
            TestCustomers.One(3, average: -50, transactions: 10) with { Tenure = -1 },
            TestCustomers.One(4, average: 1e-300, transactions: 10, daysAgo: 300_000),
            TestCustomers.One(5, average: 20, transactions: 10, daysAgo: -300_000));
        foreach (var id in Enumerable.Range(1, 5))
        {
            await Database.ExecuteAsync(
                """
                INSERT INTO live_transaction_data VALUES
                  ($1 * 10, $1, 5e-324, '2000-01-01 00:00:00Z'),
                  ($1 * 10 + 1, $1, 1e9, now() + INTERVAL '23 hours')
                """,
                id);
            await Database.ExecuteAsync("INSERT INTO live_transaction_data VALUES ($1 * 10 + 2, $1, 1e-100, '2010-01-01 00:00:00Z')", id);
        }

        Assert.Equal(0, await Database.CountAsync("verify_profiles()"));
        Assert.Equal(5, await Database.CountAsync(
            """
            current_profiles
            WHERE spending_per_month BETWEEN 0 AND 1e308 AND payments_per_month BETWEEN 0 AND 1e308
              AND recent_transaction_amt BETWEEN 0 AND 1e308
            """));
    }

    private static async Task InBatchesAsync(NpgsqlConnection connection, Random random, Transaction[] transactions)
    {
        for (var first = 0; first < transactions.Length;)
        {
            var batch = transactions.Skip(first).Take(random.Next(1, 60)).ToArray();
            await (random.Next(3) switch
            {
                0 => connection.InsertAsync(batch),
                1 => connection.CopyAsync(batch),
                _ => connection.IngestAsync(batch),
            });
            first += batch.Length;
        }
    }

    private async Task<(double Amount, double Transactions)> SumsAsync(int id) => (await Database.QueryAsync(
        "SELECT decayed_amount, decayed_transactions FROM customer_segments WHERE customer_id = $1", row => (row.GetDouble(0), row.GetDouble(1)), id))[0];

    private async Task<Figures> FiguresAsync(int id) => (await Database.QueryAsync(
        """
        SELECT spending_per_month, payments_per_month, recent_transaction_amt, avg_transaction_amt
        FROM current_profiles
        JOIN customer_segments USING (customer_id)
        WHERE customer_id = $1
        """,
        row => new Figures(row.GetDouble(0), row.GetDouble(1), row.GetDouble(2), row.GetDouble(3)),
        id))[0];
}
