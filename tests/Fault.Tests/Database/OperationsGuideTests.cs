using System.Text.RegularExpressions;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Fault.Tests.Database;

/// <summary>What docs/operations.md tells operators to run, as it stands there.</summary>
public sealed class OperationsGuideTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    [Fact]
    public async Task Folding_old_transactions_into_the_baselines_changes_no_profile()
    {
        await Database.AddAsync(TestCustomers.Take(10));
        await Database.ExecuteAsync(
            """
            INSERT INTO live_transaction_data (transaction_id, customer_id, transaction_amt, transaction_time)
            SELECT i, i % 10 + 1, i * 1.37, now() - i * INTERVAL '1 week'
            FROM generate_series(1, 100) AS i
            """);
        var before = await ProfilesAsync();

        await Database.ExecuteAsync(Sql("### Folding old transactions"));

        Assert.Equal(before, await ProfilesAsync());
        Assert.Equal(52, await Database.CountAsync("live_transaction_data"));
        Assert.Equal(0, await Database.CountAsync("verify_profiles()"));
    }

    [Fact]
    public async Task A_profile_that_was_changed_by_hand_is_set_right()
    {
        await Database.AddAsync(TestCustomers.Take(10));
        await using (var connection = await Database.OpenAsync())
        {
            await connection.InsertAsync(new Payments().Many(100, lastCustomer: 10));
        }

        var before = await ProfilesAsync();
        await Database.ExecuteAsync(
            """
            UPDATE customer_segments
            SET num_transactions = 1, avg_transaction_amt = 1, last_transaction_time = now() + INTERVAL '1 day'
            WHERE customer_id = 7
            """);
        Assert.Equal(1, await Database.CountAsync("verify_profiles()"));

        await Database.ExecuteAsync(Sql("## A profile that is wrong"));

        Assert.Equal(0, await Database.CountAsync("verify_profiles()"));
        Assert.Equal(before, await ProfilesAsync());
    }

    private Task<List<(int, int, double, DateTime)>> ProfilesAsync() => Database.QueryAsync(
        """
        SELECT customer_id, num_transactions, round(avg_transaction_amt::NUMERIC, 6)::FLOAT, last_transaction_time
        FROM customer_segments
        ORDER BY customer_id
        """,
        row => (row.GetInt32(0), row.GetInt32(1), row.GetDouble(2), row.GetDateTime(3)));

    // The first block of SQL below a heading.
    private static string Sql(string heading)
    {
        var guide = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "operations.md"));
        var section = guide[guide.IndexOf($"\n{heading}\n", StringComparison.Ordinal)..];
        return Regex.Match(section, "```sql\n(?<sql>.*?)```", RegexOptions.Singleline, Eventually.Limit).Groups["sql"].Value;
    }
}
