using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Fault.Tests.Database;

public sealed class VerifyProfilesTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    [Fact]
    public async Task Nothing_differs_that_nobody_has_tampered_with()
    {
        await PayAsync();
        Assert.Empty(await FoundAsync());
    }

    [Theory]
    [InlineData("UPDATE customer_segments SET num_transactions = num_transactions + 1 WHERE customer_id = 7")]
    [InlineData("UPDATE customer_segments SET avg_transaction_amt = avg_transaction_amt * 1.00001 WHERE customer_id = 7")]
    [InlineData("UPDATE customer_segments SET last_transaction_time = last_transaction_time + INTERVAL '1 microsecond' WHERE customer_id = 7")]
    [InlineData("ALTER TABLE live_transaction_data DISABLE TRIGGER USER; INSERT INTO live_transaction_data VALUES (1, 7, 5, now())")]
    [InlineData("DELETE FROM live_transaction_data WHERE transaction_id = (SELECT min(transaction_id) FROM live_transaction_data WHERE customer_id = 7)")]
    [InlineData("UPDATE live_transaction_data SET transaction_amt = transaction_amt + 1 WHERE customer_id = 7")]
    public async Task A_customer_whose_profile_or_transactions_were_tampered_with_is_found_and_no_other(string tampering)
    {
        await PayAsync();
        await Database.ExecuteAsync(tampering);
        Assert.Equal([7], await FoundAsync());
    }

    private async Task PayAsync()
    {
        await Database.AddAsync(TestCustomers.Take(20));
        await using var connection = await Database.OpenAsync();
        await connection.InsertAsync(new Payments().Many(400, lastCustomer: 20));
    }

    private Task<List<int>> FoundAsync() => Database.QueryAsync("SELECT customer_id FROM verify_profiles()", reader => reader.GetInt32(0));
}
