using SegmentationUpdates.Messaging.Transactions;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Database;

public sealed class IngestFunctionTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    [Fact]
    public async Task Duplicates_and_unknown_customers_are_left_out_the_new_ones_counted_and_the_unknown_named()
    {
        await Database.AddAsync(TestCustomers.Take(10));
        var book = await ProfileBook.OpenAsync(Database);
        var payments = new Payments();
        var some = payments.Many(20, lastCustomer: 10);
        var more = payments.Many(15, lastCustomer: 10);
        await using var connection = await Database.OpenAsync();

        var first = await connection.IngestAsync([.. some, payments.Next(99), some[3], payments.Next(98), payments.Next(99)]);
        var second = await connection.IngestAsync(payments.Shuffle([.. more, .. some, more[0], more[0], payments.Next(99)]));
        var third = await connection.IngestAsync(more);

        Assert.Equal((20, 15, 0), (first.Inserted, second.Inserted, third.Inserted));
        Assert.Equal([98, 99], first.UnknownCustomers.Order());
        Assert.Equal([99], second.UnknownCustomers);
        Assert.Empty(third.UnknownCustomers);
        book.Add([.. some, .. more]);
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

        Assert.Equal(0, (await connection.IngestAsync(payment)).Inserted);
        Assert.Equal(0, (await connection.IngestAsync()).Inserted);

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

        Assert.Equal(0, (await waiting.EndsAsync()).Inserted);
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

        async Task Writer(IEnumerable<Transaction[]> mine)
        {
            await using var connection = await Database.OpenAsync();
            foreach (var batch in mine)
            {
                await (copy ? connection.CopyAsync(batch) : connection.IngestAsync(batch));
            }
        }
    }
}
