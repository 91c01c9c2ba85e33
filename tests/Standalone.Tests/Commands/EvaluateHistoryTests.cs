using Npgsql;
using SegmentationUpdates.Standalone.Tests.Views;

namespace SegmentationUpdates.Standalone.Tests.Commands;

public sealed class EvaluateHistoryTests(SegmentDatabase databases) : IClassFixture<SegmentDatabase>
{
    [Fact]
    public async Task The_segments_of_then_are_measured_by_what_was_spent_since()
    {
        await using var database = await databases.CreateAsync(TestContext.Current.CancellationToken);
        await ExecuteAsync(
            database,
            """
            INSERT INTO customer_segments (
              customer_id, income, balance, customer_lifetime_value, debt, tenure, credit_default, days_from_last_transaction, avg_transaction_amt,
              num_transactions, digital_engagement_score, loan_repayment_time, total_products_owned, has_loan, last_transaction_time, segment
            )
            SELECT id, 1, 1, 1, 0, 1, 0, 1, 10, 1, 50, 0, 1, 0, now() - INTERVAL '1 day', CASE WHEN id <= 80 THEN 'big' ELSE 'small' END
            FROM generate_series(1, 200) id;
            UPDATE segment_changes SET changed_at = now() - INTERVAL '2 hours';
            INSERT INTO live_transaction_data (transaction_id, customer_id, transaction_amt, transaction_time, stored_at)
            SELECT 1000 + id, id, 5000, now() - INTERVAL '90 minutes', now() - INTERVAL '90 minutes' FROM generate_series(1, 200) id;
            INSERT INTO live_transaction_data (transaction_id, customer_id, transaction_amt, transaction_time)
            SELECT id, id, CASE WHEN id <= 80 THEN 100 ELSE 10 END, now() FROM generate_series(1, 190) id;
            UPDATE customer_segments SET segment = 'elsewhere' WHERE customer_id <= 80;
            """);

        var text = (await HistoryAsync(database, "--ago", "1h")).Output;
        Assert.Contains(text, line => line.Contains("big", StringComparison.Ordinal) && line.Contains(" 80 ", StringComparison.Ordinal)
            && line.EndsWith("100.00          100.00", StringComparison.Ordinal));
        Assert.Contains(text, line => line.Contains("small", StringComparison.Ordinal) && line.Contains(" 120 ", StringComparison.Ordinal)
            && line.EndsWith("9.17           10.00", StringComparison.Ordinal));
        Assert.Contains("\"chance\": 0.001", string.Join('\n', (await HistoryAsync(database, "--json")).Output), StringComparison.Ordinal);
        Assert.StartsWith("0 customers were in a segment at ", (await HistoryAsync(database, "--ago", "3h")).AssertUsage(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_history_there_is_nothing_to_measure()
    {
        await using var database = await databases.CreateAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith("no customer has been in a segment yet", (await HistoryAsync(database)).AssertUsage(), StringComparison.Ordinal);
    }

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private Task<ChildResult> HistoryAsync(NpgsqlDataSource database, params string[] arguments) => CalledProgram.RunAsync(
        ["evaluate", "history", .. arguments, "--postgres", databases.ConnectionString(database)]);
}
