using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SegmentationUpdates.Messaging.Transactions;
using SegmentationUpdates.Producer.Simulation;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Producer.Tests.Simulation;

public sealed class TransactionPublisherTests : IDisposable
{
    private const short ProduceRequest = 0;

    private static readonly DateTime Time = new(2026, 3, 4, 12, 0, 0, DateTimeKind.Utc);

    private readonly BrokerClients _broker = new();
    private readonly SimulationCounters _counters = new();

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public void Dispose() => _broker.Dispose();

    [Fact]
    public async Task What_is_counted_as_delivered_is_in_the_topic_keyed_by_customer()
    {
        using var producer = _broker.Producer();
        var publisher = Publisher(producer);
        await PublishAsync(publisher, 500);

        await publisher.FlushAsync(Eventually.Limit);

        Assert.Equal((500, 500, 0), (_counters.Sent, _counters.Delivered, _counters.Failed));
        var messages = _broker.Read(BrokerClients.Topics.Transactions, 500);
        Assert.Equal(500, _broker.Count(BrokerClients.Topics.Transactions));
        Assert.All(messages, message =>
        {
            Assert.Null(TransactionCodec.TryDecode(message.Message.Value, Time, out var transaction));
            Assert.Equal(TransactionCodec.EncodeKey(transaction.CustomerId), message.Message.Key);

            // The record's own time is that of sending: retention goes by it, whenever the payment was.
            Assert.Equal(Time, transaction.Time);
            Assert.Equal(DateTime.UtcNow, message.Message.Timestamp.UtcDateTime, Eventually.Limit);
        });
        Assert.All(
            messages.GroupBy(message => Convert.ToHexString(message.Message.Key)),
            customer => Assert.Single(customer.Select(message => message.Partition).Distinct()));
    }

    [Fact]
    public async Task What_the_client_gives_up_is_counted_as_failed_and_never_as_delivered()
    {
        using var patient = _broker.Producer();
        using var impatient = _broker.Producer(config => config.MessageTimeoutMs = 300);
        var before = Publisher(patient);
        await PublishAsync(before, 10);
        await before.FlushAsync(Eventually.Limit);

        _broker.Broker.SetDown();
        var publisher = Publisher(impatient);
        await PublishAsync(publisher, 40);
        await publisher.FlushAsync(Eventually.Limit);

        Assert.Equal((50, 10, 40), (_counters.Sent, _counters.Delivered, _counters.Failed));
        _broker.Broker.SetUp();
        Assert.Equal(10, _broker.Count(BrokerClients.Topics.Transactions));
    }

    [Fact]
    public async Task What_is_not_acknowledged_by_the_end_of_the_flush_is_counted_as_failed()
    {
        using var producer = _broker.Producer();
        var publisher = Publisher(producer);
        _broker.Broker.SetDown();
        await PublishAsync(publisher, 25);

        await publisher.FlushAsync(TimeSpan.FromMilliseconds(50));

        Assert.Equal((25, 0, 25), (_counters.Sent, _counters.Delivered, _counters.Failed));

        // A late acknowledgement does not make one transaction two.
        _broker.Broker.SetUp();
        Assert.Equal(0, producer.Flush(Eventually.Limit));
        Assert.Equal((25, 0, 25), (_counters.Sent, _counters.Delivered, _counters.Failed));
    }

    [Fact]
    public async Task A_full_client_makes_the_sender_wait_and_loses_nothing()
    {
        using var producer = _broker.Producer(config => config.QueueBufferingMaxMessages = 10);
        var publisher = Publisher(producer);
        _broker.Broker.SetDown();

        var sending = PublishAsync(publisher, 100);
        Assert.False(sending.IsCompleted);
        _broker.Broker.SetUp();
        await sending.WaitAsync(Eventually.Limit, CancellationToken);
        await publisher.FlushAsync(Eventually.Limit);

        Assert.Equal((100, 100, 0), (_counters.Sent, _counters.Delivered, _counters.Failed));
        Assert.Equal(100, _broker.Count(BrokerClients.Topics.Transactions));
    }

    [Fact]
    public async Task A_stop_ends_the_wait_for_a_full_client()
    {
        using var producer = _broker.Producer(config => config.QueueBufferingMaxMessages = 10);
        _broker.Broker.SetDown();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(CancellationToken);
        var sending = PublishAsync(Publisher(producer), 100, stop.Token);
        Assert.False(sending.IsCompleted);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending.WaitAsync(Eventually.Limit, CancellationToken));
        Assert.Equal(10, _counters.Sent);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_comes_back_because_the_broker_has_forgotten_the_topic_is_sent_again(bool isLast)
    {
        // Without the half minute in which the client overlooks it.
        using var producer = _broker.Producer(config =>
        {
            config.TopicMetadataPropagationMaxMs = 0;
            config.ReconnectBackoffMs = 10;
            config.ReconnectBackoffMaxMs = 10;
        });
        var publisher = Publisher(producer);
        await PublishAsync(publisher, 10);
        producer.Flush(Eventually.Limit);

        _broker.Broker.SetDown();
        await PublishAsync(publisher, 40);
        _broker.Broker.SetTopicError(BrokerClients.Topics.Transactions, ErrorCode.UnknownTopicOrPart);

        // Whatever the client sends before it asks for the topic is refused, and makes it ask.
        _broker.Broker.InjectErrors(ProduceRequest, [.. Enumerable.Repeat(ErrorCode.NotLeaderForPartition, 3 * BrokerClients.Topics.Partitions)]);
        _broker.Broker.SetUp();
        Assert.Equal(0, producer.Flush(Eventually.Limit)); // The client has given all of them back.
        Assert.Equal((50, 10, 0), (_counters.Sent, _counters.Delivered, _counters.Failed));
        var sending = isLast ? Task.CompletedTask : PublishAsync(publisher, 1);
        Assert.Equal(isLast, sending.IsCompleted);
        var ending = sending.ContinueWith(_ => publisher.FlushAsync(Eventually.Limit), TaskScheduler.Default).Unwrap();
        Assert.False(ending.IsCompleted);

        _broker.Broker.SetTopicError(BrokerClients.Topics.Transactions, ErrorCode.NoError);
        await ending.WaitAsync(Eventually.Limit, CancellationToken);

        var sent = isLast ? 50 : 51;
        Assert.Equal((sent, sent, 0), (_counters.Sent, _counters.Delivered, _counters.Failed));
        Assert.Equal(sent, _broker.Count(BrokerClients.Topics.Transactions));
    }

    private TransactionPublisher Publisher(IProducer<byte[], byte[]> producer) =>
        new(producer, Options.Create(BrokerClients.Topics), _counters, TimeProvider.System, NullLogger<TransactionPublisher>.Instance);

    private static async Task PublishAsync(TransactionPublisher publisher, int count, CancellationToken? cancellationToken = null)
    {
        for (var i = 1; i <= count; i++)
        {
            await publisher.PublishAsync(new Transaction(i, (i % 20) + 1, 10, Time), cancellationToken ?? CancellationToken);
        }
    }
}
