using Confluent.Kafka;
using SegmentationUpdates.Fault.Tests.Faults;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Fault.Tests.Ingestion;

/// <summary>Batches of which the database, or the topic of the dead letters, takes only a part.</summary>
public sealed class RefusedBatchTests(PostgresFixture postgres) : PipelineTest(postgres)
{
    private const int Customers = 100;

    private readonly Payments _payments = new(FaultPlan.Seed);

    [Fact]
    public async Task Batches_that_take_the_database_too_long_are_stored_in_pieces()
    {
        var report = new FaultReport("statement timeouts: batches too large for the time they have, stored in pieces");
        await Database.AddAsync(TestCustomers.Take(Customers));
        var book = await ProfileBook.OpenAsync(Database);
        await Database.ExecuteAsync(
            """
            CREATE FUNCTION too_long() RETURNS TRIGGER LANGUAGE plpgsql AS $$
            BEGIN
              IF (SELECT count(*) FROM batch) > 40 THEN
                RAISE EXCEPTION USING ERRCODE = 'query_canceled', MESSAGE = 'canceling statement due to statement timeout';
              END IF;
              RETURN NULL;
            END;
            $$;
            CREATE TRIGGER too_long AFTER INSERT ON live_transaction_data
            REFERENCING NEW TABLE AS batch FOR EACH STATEMENT EXECUTE FUNCTION too_long();
            """);
        await using var host = await PipelineHost.WithIngestion(Database, Kafka, ("Ingestion:Linger", "00:00:00.2")).StartAsync();

        for (var round = FaultPlan.Times(3); round > 0; round--)
        {
            var before = host.Retries;
            await SendAsync(book, 400);
            await Kafka.WaitForGroupAsync();
            report.Inject(host.Retries - before);
        }

        var done = report.Recovered();
        await host.StopAsync();
        Assert.InRange(report.Injected, 1, int.MaxValue);
        await Database.AssertNothingLostOrDoubleAsync(book, Kafka);
        done(book.Accepted);
    }

    [Fact]
    public async Task Other_payments_under_ids_that_are_stored_are_dead_letters_and_change_nothing()
    {
        var report = new FaultReport("another payment under a stored id, as of two systems that number alike");
        await Database.AddAsync(TestCustomers.Take(Customers));
        var book = await ProfileBook.OpenAsync(Database);
        await using var host = await PipelineHost.WithIngestion(Database, Kafka).StartAsync();
        var sent = _payments.Many(400, Customers);
        book.Add(sent);
        await Kafka.ProduceAsync(sent);
        await Kafka.WaitForGroupAsync();

        // Every second one comes again as it was, the others as what somebody else has paid.
        var conflicts = sent.Where((_, place) => place % 2 == 0).Select(payment => payment with { Amount = payment.Amount + 1 }).ToList();
        await Kafka.ProduceAsync([.. sent.Where((_, place) => place % 2 == 1), .. conflicts]);
        report.Inject(conflicts.Count);
        await Kafka.WaitForGroupAsync();

        var done = report.Recovered();
        await host.StopAsync();
        await Database.AssertNothingLostOrDoubleAsync(book, Kafka, deadLetters: conflicts.Count);
        done(book.Accepted);
    }

    [Fact]
    public async Task While_the_dead_letter_topic_has_no_leader_the_group_goes_on()
    {
        Assert.SkipWhen(Kafka.InMemory is null, "a given broker fails nothing on demand");
        var report = new FaultReport("dead-letter topic without a leader, two consumers");
        await Database.AddAsync(TestCustomers.Take(Customers));
        var book = await ProfileBook.OpenAsync(Database);
        await using var first = await PipelineHost.WithIngestion(Database, Kafka).StartAsync();
        await using var second = await PipelineHost.WithIngestion(Database, Kafka).StartAsync();

        for (var faults = FaultPlan.Times(2); report.Injected < faults;)
        {
            Kafka.InMemory!.SetTopicError(Kafka.Topics.DeadLetters, ErrorCode.LeaderNotAvailable);
            var bad = new Message<byte[], byte[]> { Key = TestKafka.Message(_payments.Next(1)).Key, Value = null! };
            await Kafka.Producer.ProduceAsync(Kafka.Topics.Transactions, bad, Cancel);
            var before = await Database.CountAsync("live_transaction_data");
            await SendAsync(book, 300);
            await Eventually.TrueAsync(async () => await Database.CountAsync("live_transaction_data") > before, "the others are stored");
            Kafka.InMemory.SetTopicError(Kafka.Topics.DeadLetters, ErrorCode.NoError);
            report.Inject();
            await Kafka.WaitForGroupAsync();
        }

        var done = report.Recovered();
        await first.StopAsync();
        await second.StopAsync();
        await Database.AssertNothingLostOrDoubleAsync(book, Kafka, deadLetters: report.Injected);
        done(book.Accepted);
    }

    private Task SendAsync(ProfileBook book, int count) => book.SendAsync(Kafka, _payments.Many(count, Customers));
}
