using Microsoft.Extensions.Logging.Abstractions;
using SegmentationUpdates.Migrations;
using SegmentationUpdates.Tables.Sources;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Database;

public sealed class CustomerLoaderTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    [Fact]
    public async Task Every_column_of_every_row_of_the_file_is_in_the_table()
    {
        // Read here without the product's reader.
        var lines = await File.ReadAllLinesAsync(TestCustomers.File, Cancel);

        var loaded = await LoadAsync(TestCustomers.File);

        Assert.Equal(lines.Length - 1, loaded);
        var rows = await Database.QueryAsync(
            $"SELECT {lines[0]} FROM customer_segments ORDER BY customer_id",
            reader => Enumerable.Range(0, reader.FieldCount).Select(i => reader.OrNull<object>(i)?.ToString()).ToArray());
        Assert.Equal(lines.Length - 1, rows.Count);
        foreach (var (line, row) in lines[1..].Zip(rows))
        {
            Assert.Equal(line.Split(',').Select(Canonical), row.Select(value => Canonical(value ?? "")));
        }
    }

    [Fact]
    public async Task The_time_of_the_last_transaction_agrees_with_the_days_since()
    {
        await LoadAsync(TestCustomers.File);

        Assert.Equal(
            0,
            await Database.ScalarAsync<long>(
                """
                SELECT count(*)
                FROM customer_segments
                WHERE days_between(last_transaction_time, last_updated) <> days_from_last_transaction
                """));
    }

    [Fact]
    public async Task Customers_that_are_there_already_stay_the_only_ones()
    {
        await Database.AddAsync(TestCustomers.One(5000));

        Assert.Equal(0, await LoadAsync(TestCustomers.File));

        Assert.Equal(1, await Database.CountAsync("customer_segments"));
    }

    [Fact]
    public async Task Of_two_loads_at_once_one_loads()
    {
        var loads = await Task.WhenAll(LoadAsync(TestCustomers.File), LoadAsync(TestCustomers.File)).EndsAsync();

        Assert.Equal([0L, 4000L], loads.Order());
        Assert.Equal(4000, await Database.CountAsync("customer_segments"));
    }

    [Fact]
    public async Task A_file_that_is_bad_in_its_last_row_loads_nothing()
    {
        var file = Path.GetTempFileName();
        try
        {
            var lines = await File.ReadAllLinesAsync(TestCustomers.File, Cancel);
            await File.WriteAllLinesAsync(file, [.. lines, lines[1]], Cancel);

            await Assert.ThrowsAsync<TableException>(() => LoadAsync(file));
        }
        finally
        {
            File.Delete(file);
        }

        Assert.Equal(0, await Database.CountAsync("customer_segments"));
        Assert.Equal(4000, await LoadAsync(TestCustomers.File));
    }

    private async Task<long> LoadAsync(string file)
    {
        await using var connection = await Database.OpenAsync();
        return await new CustomerLoader(TimeProvider.System, NullLogger<CustomerLoader>.Instance).LoadAsync(connection, file, Cancel);
    }

    // 5 and 5.0 are the same number.
    private static string Canonical(string text) => double.TryParse(text, out var number) ? number.ToString("R") : text;
}
