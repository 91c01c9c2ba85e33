using Confluent.Kafka;
using SegmentationUpdates.Fault.Tests.Faults;
using SegmentationUpdates.Messaging.Transactions;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Fault.Tests.Ingestion;

public sealed class BrokerFaultTests(PostgresFixture postgres) : PipelineTest(postgres)
{
    private const short Produce = 0, Fetch = 1, OffsetCommit = 8, OffsetFetch = 9, ConsumerGroupHeartbeat = 68;
    private const int Customers = 200, UnknownCustomer = 9_999;

    private readonly Payments _payments = new(FaultPlan.Seed);
    private int _unknown;

    [Fact]
    public async Task A_broker_that_is_away_for_ten_seconds_costs_nothing()
    {
        Assert.SkipWhen(Kafka.InMemory is null, "faults need the broker in this process");
        var report = new FaultReport("broker down for 10 s");
        var book = await BeginAsync();
        await using var host = await PipelineHost.WithConsumer(Database, Kafka, ("Ingestion:BatchSize", "100")).StartAsync();
        await SendAsync(book, 2_000);
        await Eventually.TrueAsync(() => host.Ingestion.Ingested > 0, "the ingestion has begun");

        Kafka.InMemory.SetDown();
        var during = SendAsync(book, 2_000);
        await Task.Delay(TimeSpan.FromSeconds(10), Cancel);
        Assert.False(during.IsCompleted);
        Kafka.InMemory.SetUp();
        report.Inject();
        await during;
        await SendAsync(book, 2_000);

        await FinishAsync(book, host, report);
    }

    [Fact]
    public async Task Errors_of_the_broker_on_every_kind_of_request_cost_nothing()
    {
        Assert.SkipWhen(Kafka.InMemory is null, "faults need the broker in this process");
        var report = new FaultReport("produce, fetch, commit and heartbeat errors of the broker");
        var random = FaultPlan.Random();
        var book = await BeginAsync();
        await using var host = await PipelineHost.WithConsumer(Database, Kafka, ("Ingestion:BatchSize", "100")).StartAsync();
        (short Request, ErrorCode[] Errors)[] faults =
        [
            (Produce, [ErrorCode.NotLeaderForPartition, ErrorCode.RequestTimedOut, ErrorCode.NotEnoughReplicas, ErrorCode.Local_Transport]),
            (Fetch, [ErrorCode.NotLeaderForPartition, ErrorCode.UnknownTopicOrPart, ErrorCode.Local_Transport]),
            (OffsetCommit,
            [
                ErrorCode.RequestTimedOut, ErrorCode.NotCoordinatorForGroup, ErrorCode.GroupCoordinatorNotAvailable,
                ErrorCode.GroupLoadInProgress, ErrorCode.TopicAuthorizationFailed, ErrorCode.Local_Transport,
            ]),
            (OffsetFetch, [ErrorCode.GroupCoordinatorNotAvailable, ErrorCode.NotCoordinatorForGroup]),
            (ConsumerGroupHeartbeat, [ErrorCode.GroupCoordinatorNotAvailable, ErrorCode.Local_Transport]),
        ];

        for (var round = 0; round < FaultPlan.Times(30); round++)
        {
            var (request, errors) = faults[random.Next(faults.Length)];
            Kafka.InMemory.InjectErrors(request, errors[random.Next(errors.Length)], errors[random.Next(errors.Length)]);
            report.Inject(2);
            await SendAsync(book, 200);
            if (request == OffsetFetch)
            {
                Kafka.Lag(); // The consumer asks for its offsets once: who watches the group meets these.
            }

            Assert.Null(host.Failure);
        }

        await FinishAsync(book, host, report);
    }

    [Fact]
    public async Task A_slow_broker_costs_nothing()
    {
        Assert.SkipWhen(Kafka.InMemory is null, "faults need the broker in this process");
        var report = new FaultReport("broker that answers after 400 ms");
        var book = await BeginAsync();
        await using var host = await PipelineHost.WithConsumer(Database, Kafka, ("Ingestion:BatchSize", "100")).StartAsync();
        for (var round = 0; round < FaultPlan.Times(2); round++)
        {
            Kafka.InMemory.SetRoundTripTime(TimeSpan.FromMilliseconds(400));
            await SendAsync(book, 1_000);
            Kafka.InMemory.SetRoundTripTime(TimeSpan.Zero);
            report.Inject();
            await SendAsync(book, 1_000);
        }

        await FinishAsync(book, host, report);
    }

    // Dead letters are produced too: unknown customers' payments among the others.
    private async Task SendAsync(ProfileBook book, int count)
    {
        Transaction[] sent = [.. _payments.Many(count - 1, Customers), _payments.Next(UnknownCustomer)];
        _unknown++;
        book.Add(sent);
        await Kafka.ProduceAsync(sent);
    }

    // A broker that breaks a connection before its answer has left gets the messages once more, and the one in memory only pretends to know them
    // again: such a message of an unknown customer is in the topic twice, at two offsets, and is two dead letters.
    private List<long> UnknownInTopic() =>
    [
        .. Kafka.Read(Kafka.Topics.Transactions, Kafka.Topics.Partitions)
            .Select(message => TransactionCodec.TryDecode(message.Message.Value, DateTime.UtcNow, out var transaction) is null ? transaction : default)
            .Where(transaction => transaction.CustomerId == UnknownCustomer)
            .Select(transaction => transaction.TransactionId),
    ];

    private async Task<ProfileBook> BeginAsync()
    {
        await Database.AddAsync(TestCustomers.Take(Customers));
        return await ProfileBook.OpenAsync(Database);
    }

    private async Task FinishAsync(ProfileBook book, PipelineHost host, FaultReport report)
    {
        await Kafka.WaitForGroupAsync();
        var done = report.Recovered();
        await Database.WaitForModelsAsync();
        await host.StopAsync();
        var unknown = UnknownInTopic();
        Assert.Equal(_unknown, unknown.Distinct().Count());
        await Database.AssertNothingLostOrDoubleOrUnscoredAsync(book, Kafka, deadLetters: unknown.Count);
        Assert.Equal(0, host.Ingestion.Lost);
        done(book.Accepted + _unknown);
    }
}
