using Confluent.Kafka;
using SegmentationUpdates.Messaging.Transactions;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Messaging.Tests.Transactions;

/// <summary>Against the broker in this process: it gives the offsets.</summary>
public sealed class ProducerNumberTests : IDisposable
{
    private readonly BrokerClients _broker = new();

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public void Dispose() => _broker.Dispose();

    [Fact]
    public async Task Producers_that_start_together_get_different_numbers_from_zero_on()
    {
        var producers = Enumerable.Range(0, 4).Select(_ => _broker.Producer()).ToList();

        var numbers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => LeaseAsync(producers[i % 4])));

        Assert.Equal(Enumerable.Range(0, 40), numbers.Order());
        producers.ForEach(producer => producer.Dispose());
    }

    [Fact]
    public async Task Numbers_begin_again_after_their_limit()
    {
        using var producer = _broker.Producer();
        var numbers = await Task.WhenAll(Enumerable.Range(0, ProducerNumber.Limit + 1).Select(_ => LeaseAsync(producer)));

        Assert.Equal(Enumerable.Range(0, ProducerNumber.Limit).Prepend(0), numbers.Order());
    }

    [Fact]
    public async Task Without_a_broker_there_is_no_number()
    {
        using var producer = _broker.Producer(config => config.MessageTimeoutMs = 300);
        _broker.Broker.SetDown();

        await Assert.ThrowsAnyAsync<KafkaException>(() => LeaseAsync(producer));
    }

    private static Task<int> LeaseAsync(IProducer<byte[], byte[]> producer) =>
        ProducerNumber.LeaseAsync(producer, BrokerClients.Topics.Producers, CancellationToken).WaitAsync(Eventually.Limit, CancellationToken);
}
