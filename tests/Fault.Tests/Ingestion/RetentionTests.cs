using Microsoft.Extensions.Logging;
using SegmentationUpdates.Fault.Tests.Faults;
using SegmentationUpdates.Messaging.Transactions;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Fault.Tests.Ingestion;

public sealed class RetentionTests(PostgresFixture postgres) : PipelineTest(postgres)
{
    private const int Customers = 50;

    [Fact]
    public async Task What_the_broker_deleted_while_nobody_read_is_reported_and_everything_else_adds_up()
    {
        Assert.SkipWhen(Kafka.InMemory is null, "only the broker in this process deletes by size within seconds");
        var payments = new Payments(FaultPlan.Seed);
        await Database.AddAsync(TestCustomers.Take(Customers));
        var book = await ProfileBook.OpenAsync(Database);
        var read = payments.Many(1_000, Customers);
        await using (await PipelineHost.WithIngestion(Database, Kafka).StartAsync())
        {
            await Kafka.ProduceAsync(read);
            await Kafka.WaitForGroupAsync();
        }

        // Each partition keeps 5 MiB: the noise between them evicts the first of these, whoever has not read them.
        var unread = payments.Many(1_000, Customers);
        await Kafka.ProduceAsync(unread);
        var noise = await EvictAsync(payments);
        var last = payments.Many(1_000, Customers);
        await Kafka.ProduceAsync(last);

        await using var host = await PipelineHost.WithIngestion(Database, Kafka).StartAsync();
        await Kafka.WaitForGroupAsync();
        await host.StopAsync();

        // What is missing, counted in the database, is what was reported.
        var stored = await Database.CountAsync("live_transaction_data");
        var produced = read.Length + unread.Length + noise.Count + last.Length;
        Assert.InRange(host.Ingestion.Lost, unread.Length, produced - read.Length - last.Length);
        Assert.Equal(produced, stored + host.Ingestion.Lost);
        Assert.Equal(0, host.Ingestion.DeadLettered);
        Assert.Contains(host.Log.Records, record =>
            record.Level == LogLevel.Error && record.Message.Contains("were lost", StringComparison.Ordinal));

        var kept = (await Database.QueryAsync("SELECT transaction_id FROM live_transaction_data", reader => reader.GetInt64(0))).ToHashSet();
        Assert.All([.. read, .. last], transaction => Assert.Contains(transaction.TransactionId, kept));
        book.Add(((Transaction[])[.. read, .. unread, .. noise, .. last]).Where(transaction => kept.Contains(transaction.TransactionId)));
        await Database.AssertNothingLostOrDoubleAsync(book, Kafka);
    }

    [Fact]
    public async Task A_group_that_has_never_read_is_told_that_it_does_not_begin_at_the_beginning()
    {
        Assert.SkipWhen(Kafka.InMemory is null, "only the broker in this process deletes by size within seconds");
        var payments = new Payments(FaultPlan.Seed);
        await Database.AddAsync(TestCustomers.Take(Customers));
        var produced = await EvictAsync(payments);

        await using var host = await PipelineHost.WithIngestion(Database, Kafka).StartAsync();
        await Kafka.WaitForGroupAsync();
        await host.StopAsync();

        Assert.InRange(await Database.CountAsync("live_transaction_data"), 1, produced.Count - 1);
        Assert.Equal(0, host.Ingestion.Lost);
        Assert.Contains(host.Log.Records, record =>
            record.Level == LogLevel.Warning && record.Message.Contains("for the first time", StringComparison.Ordinal));
    }

    // Large transactions: a note that does not compress, and that the pipeline ignores.
    private async Task<List<Transaction>> EvictAsync(Payments payments)
    {
        var random = FaultPlan.Random();
        var sent = new List<Transaction>();
        for (var round = 0; round < 20; round++)
        {
            var portion = payments.Many(Customers, Customers);
            sent.AddRange(portion);
            await Kafka.ProduceAsync(portion.Select(transaction =>
            {
                var note = new byte[30_000];
                random.NextBytes(note);
                var message = TestKafka.Message(transaction);
                message.Value = [.. message.Value.AsSpan(..^1), .. ",\"note\":\""u8, .. Convert.ToBase64String(note).Select(c => (byte)c), .. "\"}"u8];
                return message;
            }));
        }

        return sent;
    }
}
