using CsCheck;
using SegmentationUpdates.Consumer.Ingestion;
using SegmentationUpdates.Messaging.Transactions;
using SegmentationUpdates.Storage;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Ingestion;

public sealed class BatchWriterTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    private const int Copy = 1;
    private const int Function = int.MaxValue;
    private static readonly int[] Thresholds = [Copy, 20, Function];

    [Fact]
    public async Task However_transactions_repeat_and_fall_into_batches_profiles_and_segments_come_out_right()
    {
        await Database.AddAsync(Enumerable.Range(1, 8).Select(id => TestCustomers.One(id)));
        await Database.ActivateAsync(ModelRows.SplitByTransactions(few: 0, many: 10));
        await using var writers = new BatchWriters(Database);
        var pool = new Payments().Many(120, lastCustomer: 10); // 9 and 10 are unknown.
        var batches = Gen.Int[0, pool.Length - 1].Array[0, 40].Array[0, 8];

        await Gen.Select(batches, Gen.Int[0, 2].Select(i => Thresholds[i])).SampleAsync(
            async (split, copyThreshold) =>
            {
                await StartAgainAsync();
                var book = await ProfileBook.OpenAsync(Database);
                var writer = writers.Create(copyThreshold);
                var outcome = BatchOutcome.None;
                foreach (var batch in split)
                {
                    var transactions = batch.Select(i => pool[i]).ToArray();
                    outcome += BatchWriters.Write(writer, transactions);
                    book.Add(transactions);
                }

                await book.AssertBalancedAsync(Database);
                await Database.AssertSegmentsAsync();
                Assert.Equal(
                    (book.Accepted, book.Duplicates, book.Unknown),
                    (outcome.Inserted, outcome.Duplicates, outcome.Rejected.Count));
                Assert.Equal(outcome.SegmentChanges, await Database.CountAsync("segment_changes"));
            },
            iter: 60,
            threads: 1);
    }

    [Theory]
    [InlineData(Copy)]
    [InlineData(Function)]
    public async Task Of_payments_with_one_id_in_a_batch_the_first_is_stored(int copyThreshold)
    {
        await Database.AddAsync(TestCustomers.Take(50));
        var book = await ProfileBook.OpenAsync(Database);
        await using var writers = new BatchWriters(Database);
        var first = new Payments().Many(1_000, lastCustomer: 50);
        Transaction[] all = [.. first, .. first.Select(payment => payment with { Amount = payment.Amount + 1 }).Reverse()];
        book.Add(all);

        var outcome = BatchWriters.Write(writers.Create(copyThreshold), all);

        await book.AssertBalancedAsync(Database);
        Assert.Equal(1_000, outcome.Rejected.Count);
    }

    [Theory]
    [InlineData(Copy)]
    [InlineData(Function)]
    public async Task A_large_batch_with_a_duplicate_and_an_unknown_customer_loses_nothing_else(int copyThreshold)
    {
        await Database.AddAsync(TestCustomers.Take(500));
        var book = await ProfileBook.OpenAsync(Database);
        await using var writers = new BatchWriters(Database);
        var payments = new Payments();
        var batch = payments.Many(5_000, lastCustomer: 500);
        Transaction[] all = [.. batch, batch[7], payments.Next(501), payments.Next(502)];
        book.Add(all);

        var outcome = BatchWriters.Write(writers.Create(copyThreshold), all);

        Assert.Equal((5_000, 1), (outcome.Inserted, outcome.Duplicates));
        Assert.Equal(
            [(5_001L, RejectionReason.UnknownCustomer), (5_002L, RejectionReason.UnknownCustomer)],
            outcome.Rejected.Select(rejected => (rejected.Source.Offset.Value, rejected.Rejection.Reason)));
        await book.AssertBalancedAsync(Database);
    }

    [Theory]
    [InlineData(Copy)]
    [InlineData(Function)]
    public async Task Rows_that_the_database_refuses_are_found_and_the_others_stored(int copyThreshold)
    {
        await Database.AddAsync([.. TestCustomers.Take(20), TestCustomers.One(21, average: 1, transactions: int.MaxValue)]);
        var book = await ProfileBook.OpenAsync(Database);
        await using var writers = new BatchWriters(Database);
        var payments = new Payments();
        var good = payments.Many(200, lastCustomer: 20);
        book.Add(good);
        Transaction[] all = [payments.Next(21), .. good[..77], payments.Next(21), .. good[77..]];

        var outcome = BatchWriters.Write(writers.Create(copyThreshold), all);

        Assert.Equal(
            [(0L, RejectionReason.RefusedByDatabase), (78L, RejectionReason.RefusedByDatabase)],
            outcome.Rejected.Select(rejected => (rejected.Source.Offset.Value, rejected.Rejection.Reason)));
        Assert.Equal(200, outcome.Inserted);
        await book.AssertBalancedAsync(Database);
    }

    [Fact]
    public async Task A_repeated_transaction_does_not_undo_what_another_batch_makes_of_its_customer()
    {
        await Database.AddAsync(TestCustomers.One(1));
        var model = await Database.ActivateAsync(ModelRows.SplitByTransactions(few: 0, many: 10));
        var payments = new Payments();
        var repeated = payments.Next(1);
        await using var other = await Database.OpenAsync();
        await other.InsertAsync(repeated); // One of the few, and not scored yet under this model.
        await using var transaction = await other.BeginTransactionAsync(Cancel);
        await other.InsertAsync([.. Enumerable.Range(0, 9).Select(_ => payments.Next(1))]);
        await using var writers = new BatchWriters(Database);

        var writing = Task.Run(() => BatchWriters.Write(writers.Create(), repeated), Cancel);
        await Database.WaitForBlockedAsync();
        await other.AssignAsync([(1, "many")], model, reason: "transactions");
        await transaction.CommitAsync(Cancel);
        await writing.EndsAsync();

        await Database.AssertSegmentsAsync();
    }

    [Fact]
    public async Task A_transaction_whose_customer_is_added_meanwhile_is_rejected_and_not_taken_for_a_duplicate()
    {
        await Database.AddAsync(TestCustomers.One(1));
        var payments = new Payments();
        await using var locker = await Database.OpenAsync();
        await using var locked = await locker.BeginTransactionAsync(Cancel);
        await locker.ExecuteAsync("SELECT FROM customer_segments WHERE customer_id = 1 FOR UPDATE");
        await using var writers = new BatchWriters(Database);

        var writing = Task.Run(() => BatchWriters.Write(writers.Create(), payments.Next(1), payments.Next(2)), Cancel);
        await Database.WaitForBlockedAsync();
        await Database.AddAsync(TestCustomers.One(2));
        await locked.RollbackAsync(Cancel);
        var outcome = await writing.EndsAsync();

        Assert.Equal((1, 0), (outcome.Inserted, outcome.Duplicates));
        Assert.Equal(1, Assert.Single(outcome.Rejected).Source.Offset.Value);
        Assert.Equal(1, await Database.CountAsync("live_transaction_data"));
    }

    [Theory]
    [InlineData(Copy)]
    [InlineData(Function)]
    public async Task Another_payment_under_a_stored_number_is_rejected_and_a_repeated_one_is_a_duplicate(int copyThreshold)
    {
        await Database.AddAsync(TestCustomers.Take(3));
        var book = await ProfileBook.OpenAsync(Database);
        await using var writers = new BatchWriters(Database);
        var writer = writers.Create(copyThreshold);
        var payments = new Payments();
        var (stored, other) = (payments.Next(1), payments.Next(2));
        book.Add([stored, other]);
        BatchWriters.Write(writer, stored);

        // The second one with an id of this batch conflicts with the first.
        var outcome = BatchWriters.Write(
            writer,
            stored,
            stored with { CustomerId = 2 },
            other,
            stored with { Amount = stored.Amount + 0.01 },
            stored with { Time = stored.Time.AddMilliseconds(1) },
            other with { CustomerId = 3 },
            other);

        Assert.Equal((1, 2), (outcome.Inserted, outcome.Duplicates));
        Assert.Equal(
            [(1L, RejectionReason.IdConflict), (3L, RejectionReason.IdConflict), (4L, RejectionReason.IdConflict), (5L, RejectionReason.IdConflict)],
            outcome.Rejected.Select(rejected => (rejected.Source.Offset.Value, rejected.Rejection.Reason)));
        await book.AssertBalancedAsync(Database);
    }

    [Fact]
    public async Task A_batch_that_is_too_much_for_the_database_goes_in_smaller_pieces_and_in_larger_ones_when_it_is_faster()
    {
        await Database.AddAsync(TestCustomers.Take(5));
        var book = await ProfileBook.OpenAsync(Database);
        await using var writers = new BatchWriters(Database);
        var writer = writers.Create();
        var payments = new Payments();
        var batch = payments.Many(64, lastCustomer: 5);
        book.Add(batch);
        var left = BatchWriters.Messages(batch);
        await SlowDownAsync(from: 9);

        // Each attempt halves: 64, 32, 16 are too much.
        for (var attempt = 0; attempt < 3; attempt++)
        {
            Assert.True(DatabaseErrors.IsTransient(Assert.ThrowsAny<Exception>(() => writer.WriteNext(left))));
        }

        Assert.Equal(8, writer.WriteNext(left).Count);
        await SpeedUpAsync();
        left = left[8..];
        var pieces = new List<int>();
        for (; left.Length > 0; left = left[pieces[^1]..])
        {
            pieces.Add(writer.WriteNext(left).Count);
        }

        Assert.Equal([16, 32, 8], pieces);
        await book.AssertBalancedAsync(Database);
    }

    // A statement of so many rows is broken off, as one that takes too long is.
    private Task<int> SlowDownAsync(int from) => Database.ExecuteAsync(
        $"""
        CREATE FUNCTION be_slow() RETURNS TRIGGER LANGUAGE plpgsql AS $$
        BEGIN
          IF (SELECT count(*) FROM new_rows) >= {from} THEN
            RAISE EXCEPTION USING ERRCODE = '57014', MESSAGE = 'canceling statement due to statement timeout';
          END IF;
          RETURN NULL;
        END;
        $$;
        CREATE TRIGGER be_slow AFTER INSERT ON live_transaction_data
        REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION be_slow();
        """);

    private Task<int> SpeedUpAsync() => Database.ExecuteAsync("DROP FUNCTION be_slow() CASCADE");

    private Task<int> StartAgainAsync() => Database.ExecuteAsync(
        """
        TRUNCATE live_transaction_data, segment_changes;
        UPDATE customer_segments
        SET num_transactions = 0, avg_transaction_amt = 0, last_transaction_time = '2020-01-01Z', segment = 'few';
        TRUNCATE segment_changes;
        """);
}
