using Confluent.Kafka;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Ingestion;

public sealed class IngestionTests(PostgresFixture postgres) : PipelineTest(postgres)
{
    [Theory]
    [InlineData(37, 1_000_000)] // Small batches, by the function.
    [InlineData(1_000, 100)] // Large ones by COPY; most have a duplicate or an unknown customer.
    public async Task Whatever_is_sent_each_known_transaction_is_in_its_customers_profile_once(int batchSize, int copyThreshold)
    {
        await Database.AddAsync(TestCustomers.Take(100));
        var book = await ProfileBook.OpenAsync(Database);
        var payments = new Payments();
        var first = payments.Many(1_500, lastCustomer: 100);
        var second = payments.Many(1_500, lastCustomer: 110); // The last ten are unknown.
        var repeated = second[..200];
        byte[][] garbage = ["{"u8.ToArray(), "[]"u8.ToArray(), [0xff, 0x00], "{\"transaction_id\":1}"u8.ToArray()];
        var bad = Enumerable.Range(0, 60).Select(i => new Message<byte[], byte[]> { Key = [(byte)i], Value = garbage[i % 4] });
        var tombstones = Enumerable.Range(0, 20).Select(i => new Message<byte[], byte[]> { Key = [(byte)i], Value = null! });
        var withoutKey = payments.Many(50, lastCustomer: 100);
        book.Add([.. first, .. second, .. repeated, .. withoutKey, .. withoutKey]);

        await using var host = await PipelineHost.WithIngestion(
            Database, Kafka, ("Ingestion:BatchSize", $"{batchSize}"), ("Ingestion:CopyThreshold", $"{copyThreshold}")).StartAsync();
        await Kafka.ProduceAsync(first);
        await Kafka.ProduceAsync(payments.Shuffle(
            [
                .. second.Concat(repeated).Select(TestKafka.Message),
                .. bad,
                .. tombstones,
                .. withoutKey.Concat(withoutKey).Select(t => new Message<byte[], byte[]> { Value = TestKafka.Message(t).Value }),
            ]));
        await Kafka.WaitForGroupAsync();

        await book.AssertBalancedAsync(Database);
        Assert.Equal(
            (book.Accepted, book.Duplicates, book.Unknown + 80, 0),
            (host.Ingestion.Ingested, host.Ingestion.Duplicates, host.Ingestion.DeadLettered, host.Ingestion.Lost));
        Assert.Equal(book.Unknown + 80, Kafka.ReadDeadLetters().Count);
    }

    [Fact]
    public async Task Before_the_first_model_transactions_move_nobody()
    {
        await Database.AddAsync(TestCustomers.Take(10));
        await using var host = await PipelineHost.WithIngestion(Database, Kafka).StartAsync();

        await Kafka.ProduceAsync(new Payments().Many(100, lastCustomer: 10));
        await Kafka.WaitForGroupAsync();

        Assert.Equal(0, await Database.CountAsync("segment_changes"));
        Assert.Equal(10, await Database.ScalarAsync<long>("SELECT count(*) FROM customer_segments WHERE segment IS NULL"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1_000_000)]
    public async Task Transactions_move_their_customers_under_the_active_model(int copyThreshold)
    {
        await Database.AddAsync(Enumerable.Range(1, 20).Select(id => TestCustomers.One(id)));
        var model = await Database.ActivateAsync(ModelRows.SplitByTransactions(few: 0, many: 10));
        var payments = new Payments();
        await using var host = await PipelineHost.WithIngestion(
            Database, Kafka, ("Ingestion:CopyThreshold", $"{copyThreshold}")).StartAsync();

        // 3 transactions make a customer one of the few, 7 of the many; 11 to 20 have none and are not scored.
        await Kafka.ProduceAsync(Enumerable.Range(1, 10).SelectMany(id => Enumerable.Range(0, 3).Select(_ => payments.Next(id))));
        await Kafka.WaitForGroupAsync();
        await Kafka.ProduceAsync(Enumerable.Range(1, 5).SelectMany(id => Enumerable.Range(0, 4).Select(_ => payments.Next(id))));
        await Kafka.WaitForGroupAsync();

        var changes = await Database.QueryAsync(
            "SELECT customer_id, from_segment, to_segment, reason, model_version FROM segment_changes",
            reader => (reader.GetInt32(0), reader.OrNull<string>(1), reader.GetString(2), reader.GetString(3), reader.GetInt64(4)));
        Assert.Equal(
            [
                .. Enumerable.Range(1, 10).Select(id => (id, (string?)null, "few", "initial", model)),
                .. Enumerable.Range(1, 5).Select(id => (id, "few", "many", "transactions", model)),
            ],
            changes.OrderBy(change => change.Item2 is not null).ThenBy(change => change.Item1));
        Assert.Equal(15, host.Ingestion.SegmentChanges);
        Assert.Equal(
            10, await Database.ScalarAsync<long>("SELECT count(*) FROM customer_segments WHERE customer_id > 10 AND segment IS NULL"));
    }
}
