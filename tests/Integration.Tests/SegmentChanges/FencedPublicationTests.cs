using Confluent.Kafka;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using SegmentationUpdates.Messaging.Clients;
using SegmentationUpdates.Storage;
using SegmentationUpdates.TestKit;
using SegmentationUpdates.Trainer.Publishing;

namespace SegmentationUpdates.Integration.Tests.SegmentChanges;

/// <summary>Of two who take themselves for the publisher only the one that began last adds to the topic.</summary>
public sealed class FencedPublicationTests(PostgresFixture postgres) : SegmentChangeTest(postgres)
{
    private const short AddPartitionsToTransaction = 24;
    private const short EndTransaction = 26;

    [Fact]
    public async Task The_elder_adds_nothing_after_the_younger_has_begun()
    {
        using var coordinator = new TransactionCoordinator("changes");
        var changes = await ChangesAsync();
        await using var elder = await BeginAsync(coordinator);
        await elder.WriteAsync([changes[0]], Cancel).EndsAsync();

        await using var younger = await BeginAsync(coordinator);
        var error = await Assert.ThrowsAsync<KafkaException>(() => elder.WriteAsync(changes, Cancel)).EndsAsync();

        Assert.Contains("another has begun to publish", error.Message, StringComparison.Ordinal);
        Assert.True(KafkaErrors.MayPass(error));
        Assert.Equal(1, coordinator.Committed);
        await younger.WriteAsync([changes[1]], Cancel).EndsAsync();
        Assert.Equal(2, coordinator.Committed);
    }

    [Fact]
    public async Task What_the_elder_has_on_its_way_when_the_younger_begins_does_not_count()
    {
        using var coordinator = new TransactionCoordinator("changes");
        var changes = await ChangesAsync();
        await using var elder = await BeginAsync(coordinator);
        FencedChangeWriter? younger = null;
        coordinator.BeforeEnd = () =>
        {
            coordinator.BeforeEnd = () => { };
            younger = BeginAsync(coordinator).GetAwaiter().GetResult();
        };

        await Assert.ThrowsAsync<KafkaException>(() => elder.WriteAsync(changes, Cancel)).EndsAsync();

        Assert.Equal(0, coordinator.Committed);
        await using (younger)
        {
            await younger!.WriteAsync(changes, Cancel).EndsAsync();
        }

        Assert.Equal(2, coordinator.Committed);
    }

    [Fact]
    public async Task A_given_Kafka_refuses_the_elder_as_well()
    {
        Assert.SkipWhen(Kafka.InMemory is not null, "the broker in this process fences nobody; TEST_KAFKA names one that does");
        var changes = await ChangesAsync();
        await using var elder = await BeginAsync();
        await elder.WriteAsync([changes[0]], Cancel).EndsAsync();

        await using var younger = await BeginAsync();
        await Assert.ThrowsAsync<KafkaException>(() => elder.WriteAsync([changes[0]], Cancel)).EndsAsync();
        await younger.WriteAsync([changes[1]], Cancel).EndsAsync();

        Assert.Equal([1, 2], Published().Select(change => change.ChangeId).Order());
    }

    [Theory]
    [InlineData(AddPartitionsToTransaction)]
    [InlineData(EndTransaction)]
    public async Task A_publisher_that_is_fenced_gives_up_the_lead_and_begins_anew_when_it_has_it_again(short refused)
    {
        Assert.SkipWhen(Kafka.InMemory is null, "faults need the broker in this process");
        await using var host = await PipelineHost.WithSegmentChanges(Database, Kafka).StartAsync();
        await MoveAsync("silver", Enumerable.Range(1, Customers));
        await WaitForPublicationAsync();

        Kafka.InMemory.InjectErrors(refused, ErrorCode.InvalidProducerEpoch);
        await MoveAsync("gold", Enumerable.Range(1, Customers));
        await WaitForPublicationAsync();

        await AssertPublishedInOrderAsync();
        Assert.Contains(host.Log.Records, record => record.Message.Contains("another has begun to publish", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_cannot_begin_a_transaction_says_what_Kafka_lacks_and_publishes_nothing()
    {
        Assert.SkipWhen(Kafka.InMemory is null, "faults need the broker in this process");
        const short findCoordinator = 10;
        Kafka.InMemory.InjectErrors(findCoordinator, ErrorCode.TransactionalIdAuthorizationFailed);
        await MoveAsync("silver", 1);
        await using var host = await PipelineHost.WithSegmentChanges(Database, Kafka).StartAsync();
        await WaitForPublicationAsync();

        Assert.Contains(host.Log.Records, record => record.Message.Contains(
            $"{Kafka.Topics.SegmentChanges}.publisher cannot begin a transaction", StringComparison.Ordinal));
        await AssertPublishedInOrderAsync();
    }

    [Fact]
    public async Task Without_transactions_a_batch_needs_none_of_their_requests()
    {
        Assert.SkipWhen(Kafka.InMemory is null, "faults need the broker in this process");
        Kafka.InMemory.InjectErrors(AddPartitionsToTransaction, ErrorCode.InvalidProducerEpoch);
        await using var host = await PipelineHost.WithSegmentChanges(Database, Kafka, ("SegmentChanges:Transactional", "false")).StartAsync();
        await MoveAsync("silver", Enumerable.Range(1, Customers));
        await WaitForPublicationAsync();

        await AssertPublishedInOrderAsync();
        Assert.DoesNotContain(host.Log.Records, record => record.Level >= LogLevel.Warning);
    }

    private Task<FencedChangeWriter> BeginAsync() => BeginAsync(Kafka.Settings, Kafka.Topics.SegmentChanges);

    private static Task<FencedChangeWriter> BeginAsync(TransactionCoordinator coordinator) => BeginAsync(
        new KafkaClientFactory(new ConfigurationBuilder()
            .AddInMemoryCollection([new("ConnectionStrings:kafka", coordinator.Address)])
            .Build()),
        "changes");

    private static Task<FencedChangeWriter> BeginAsync(KafkaClientFactory clients, string topic) => FencedChangeWriter.BeginAsync(
        id => new ProducerBuilder<byte[], byte[]>(clients.TransactionalProducer(id)).SetLogHandler((_, _) => { }).Build(),
        topic,
        TimeProvider.System,
        Cancel).EndsAsync();

    private async Task<IReadOnlyList<SegmentChange>> ChangesAsync()
    {
        await MoveAsync("silver", 1, 2);
        await using var connection = await Database.OpenAsync();
        return await SegmentChangeTable.ReadAsync(connection, after: 0, limit: 10, Cancel);
    }
}
