using Confluent.Kafka;
using Microsoft.Extensions.Logging;
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
        Assert.SkipWhen(Kafka.InMemory is not null, "the broker in this process fences nobody; TEST_KAFKA names one that does");
        await MoveAsync("silver", 1, 2);
        var changes = await ChangesAsync();
        await using var elder = await BeginAsync();
        await elder.WriteAsync([changes[0]], Cancel).EndsAsync();

        await using var younger = await BeginAsync();
        var error = await Assert.ThrowsAsync<KafkaException>(() => elder.WriteAsync([changes[0]], Cancel)).EndsAsync();
        await younger.WriteAsync([changes[1]], Cancel).EndsAsync();

        Assert.Contains("another has begun to publish", error.Message, StringComparison.Ordinal);
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

    private Task<FencedChangeWriter> BeginAsync() => FencedChangeWriter.BeginAsync(
        id => new ProducerBuilder<byte[], byte[]>(Kafka.Settings.TransactionalProducer(id)).SetLogHandler((_, _) => { }).Build(),
        Kafka.Topics.SegmentChanges,
        TimeProvider.System,
        Cancel).EndsAsync();

    private async Task<IReadOnlyList<SegmentChange>> ChangesAsync()
    {
        await using var connection = await Database.OpenAsync();
        return await SegmentChangeTable.ReadAsync(connection, after: 0, limit: 10, Cancel);
    }
}
