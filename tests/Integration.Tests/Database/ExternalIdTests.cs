using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using SegmentationUpdates.Migrations;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Database;

/// <summary>Customers whom the bank knows by ids that are no numbers of 32 bits.</summary>
public sealed class ExternalIdTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    [Fact]
    public async Task Each_gets_a_number_that_it_keeps_when_it_comes_back()
    {
        await LoadAsync("K-17", "2c6f1b1e-9d5a-4e5e-8f43-7c0d6f3f2a11", "5000000000");
        var first = await NumbersAsync();
        await Database.ExecuteAsync("DELETE FROM customer_segments");

        await LoadAsync("new", "5000000000", "K-17");

        Assert.All(first.Values, number => Assert.True(number > 1_000_000_000));
        var second = await NumbersAsync();
        Assert.Equal(4, second.Count);
        Assert.Equal(4, second.Values.Distinct().Count());
        Assert.All(first, known => Assert.Equal(known.Value, second[known.Key]));
        Assert.Equal(
            ["5000000000", "K-17", "new"],
            await Database.QueryAsync(
                "SELECT external_id FROM customer_segments JOIN customer_external_ids USING (customer_id) ORDER BY external_id",
                reader => reader.GetString(0)));
    }

    [Fact]
    public async Task A_number_that_a_customer_has_is_given_to_no_other()
    {
        await Database.AddAsync(TestCustomers.One(1_000_000_001), TestCustomers.One(1_000_000_002));
        await using var connection = await Database.OpenAsync();

        var numbers = await connection.ScalarAsync<int[]>("SELECT number_customers(ARRAY['a', 'a', 'b'])");

        Assert.Equal([1_000_000_003, 1_000_000_003, 1_000_000_004], numbers);
    }

    [Theory]
    [InlineData("K-17", 1_000_000_001)]
    [InlineData("57", 1_000_000_002)] // The bank's own id, and not the customer with that number.
    [InlineData("58", 58)]
    [InlineData("058", null)]
    [InlineData("1000000001", null)] // The number of K-17 is nobody's id.
    [InlineData("4294967354", null)]
    [InlineData("-58", null)]
    [InlineData("nobody", null)]
    public async Task An_id_is_looked_up_as_the_bank_writes_it(string id, int? number)
    {
        await Database.AddAsync(TestCustomers.One(57), TestCustomers.One(58));
        await using var connection = await Database.OpenAsync();
        await connection.ScalarAsync<int[]>("SELECT number_customers(ARRAY['K-17', '57'])");

        await using var command = new NpgsqlCommand("SELECT (find_customers(ARRAY[$1]))[1]", connection) { Parameters = { new() { Value = id } } };

        Assert.Equal(number, await command.ExecuteScalarAsync(Cancel) as int?);
    }

    private async Task<Dictionary<string, int>> NumbersAsync() => (await Database.QueryAsync(
        "SELECT external_id, customer_id FROM customer_external_ids", reader => (reader.GetString(0), reader.GetInt32(1)))).ToDictionary();

    private async Task LoadAsync(params string[] ids)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("c.csv", CustomerFiles.Text([.. ids.Select(id => CustomerFiles.Row1With("customer_id", id))]));
        await using var connection = await Database.OpenAsync();
        var loader = new CustomerLoader(TimeProvider.System, NullLogger<CustomerLoader>.Instance);
        Assert.Equal(ids.Length, await loader.LoadAsync(connection, file, Cancel));
    }
}
