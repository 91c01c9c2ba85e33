using SegmentationUpdates.Integration.Tests.Fixtures;

namespace SegmentationUpdates.Integration.Tests.Database;

public sealed class IngestFunctionTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    [Fact]
    public async Task Duplicates_and_unknown_customers_are_left_out_and_the_new_ones_counted()
    {
        await Database.AddAsync(TestCustomers.Take(10));
        var book = await ProfileBook.OpenAsync(Database);
        var payments = new Payments();
        var first = payments.Many(20, lastCustomer: 10);
        var second = payments.Many(15, lastCustomer: 10);
        await using var connection = await Database.OpenAsync();

        var newInFirst = await connection.IngestAsync([.. first, payments.Next(99), first[3], payments.Next(98)]);
        var newInSecond = await connection.IngestAsync(payments.Shuffle([.. second, .. first, second[0], second[0], payments.Next(99)]));
        var newInThird = await connection.IngestAsync(second);

        Assert.Equal((20, 15, 0), (newInFirst, newInSecond, newInThird));
        book.Add([.. first, .. second]);
        await book.AssertBalancedAsync(Database);
    }

    [Fact]
    public async Task A_batch_of_nothing_new_touches_no_customer()
    {
        await Database.AddAsync(TestCustomers.Take(1));
        var payment = new Payments().Next(1);
        await using var connection = await Database.OpenAsync();
        await connection.IngestAsync(payment);
        var version = await connection.ScalarAsync<uint>("SELECT xmin FROM customer_segments");

        Assert.Equal(0, await connection.IngestAsync(payment));
        Assert.Equal(0, await connection.IngestAsync());

        Assert.Equal(version, await connection.ScalarAsync<uint>("SELECT xmin FROM customer_segments"));
    }

    [Fact]
    public async Task The_same_batch_from_two_writers_at_once_is_stored_once()
    {
        await Database.AddAsync(TestCustomers.Take(5));
        var book = await ProfileBook.OpenAsync(Database);
        var payments = new Payments();
        var batch = payments.Many(100, lastCustomer: 5);
        book.Add(batch);
        await using var first = await Database.OpenAsync();
        await using var second = await Database.OpenAsync();
        await using var transaction = await first.BeginTransactionAsync(Cancel);
        await first.IngestAsync(payments.Shuffle(batch));

        var waiting = second.IngestAsync(payments.Shuffle(batch));
        await Database.WaitForBlockedAsync();
        await transaction.CommitAsync(Cancel);

        Assert.Equal(0, await waiting.EndsAsync());
        await book.AssertBalancedAsync(Database);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_writers_on_the_same_customers_never_deadlock_and_lose_nothing(bool copy)
    {
        await Database.AddAsync(TestCustomers.Take(30));
        var book = await ProfileBook.OpenAsync(Database);
        var payments = new Payments();
        var batches = Enumerable.Range(0, 150).Select(_ => payments.Many(80, lastCustomer: 30)).ToArray();
        book.Add(batches.SelectMany(batch => batch));

        // A deadlock (40P01) would throw here.
        await Task.WhenAll(Writer(batches[..75]), Writer(batches[75..])).EndsAsync();

        await book.AssertBalancedAsync(Database);

        async Task Writer(IEnumerable<Pipeline.Transactions.Transaction[]> mine)
        {
            await using var connection = await Database.OpenAsync();
            foreach (var batch in mine)
            {
                await (copy ? connection.CopyAsync(batch) : connection.IngestAsync(batch));
            }
        }
    }
}
