using Confluent.Kafka;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Ingestion;

/// <summary>The dead-letter topic takes nothing for a while, or its producer never again.</summary>
public sealed class DeadLetterOutageTests(PostgresFixture postgres) : PipelineTest(postgres)
{
    private const short InitProducerId = 22;

    private static Message<byte[], byte[]> Tombstone(int customer) => new() { Key = TestKafka.Message(new Payments().Next(customer)).Key, Value = null! };

    [Fact]
    public async Task After_a_fatal_error_of_the_producer_another_one_sends_the_dead_letter()
    {
        var broker = RequireInMemoryBroker();
        await Kafka.Producer.ProduceAsync(Kafka.Topics.Transactions, Tombstone(1), Cancel); // The test's own producer has its id.
        broker.InjectErrors(InitProducerId, ErrorCode.ClusterAuthorizationFailed);

        await using var host = await PipelineHost.WithIngestion(Database, Kafka).StartAsync();
        await Kafka.WaitForGroupAsync();

        Assert.Single(Kafka.ReadDeadLetters());

        // Once, with the first producer. The client says that it is refused, or nothing, depending on where the message is when it fails: then its
        // minute is waited for.
        Assert.Single(host.Log.Records, record => record.Message.Contains("could not be ingested", StringComparison.Ordinal)
            && (record.Message.Contains("Cluster authorization failed", StringComparison.Ordinal)
                || record.Message.Contains("has timed out", StringComparison.Ordinal)));
        Assert.Null(host.Failure);
    }

    [Fact]
    public async Task While_a_dead_letter_waits_for_its_topic_the_group_goes_on()
    {
        var broker = RequireInMemoryBroker();
        await Database.AddAsync(TestCustomers.Take(50));
        broker.SetTopicError(Kafka.Topics.DeadLetters, ErrorCode.LeaderNotAvailable);
        await using var first = await PipelineHost.WithIngestion(Database, Kafka).StartAsync();
        await Kafka.Producer.ProduceAsync(Kafka.Topics.Transactions, Tombstone(1), Cancel);
        await Eventually.TrueAsync(() => first.Ingestion.Batches > 0, "the batch of the tombstone is written");

        await using var second = await PipelineHost.WithIngestion(Database, Kafka).StartAsync();
        await Kafka.ProduceAsync(new Payments().Many(500, lastCustomer: 50));

        await Eventually.TrueAsync(async () => await Database.CountAsync("live_transaction_data") > 0, "the second consumer got partitions");
        broker.SetTopicError(Kafka.Topics.DeadLetters, ErrorCode.NoError);
        await Kafka.WaitForGroupAsync();
        Assert.Equal(500, await Database.CountAsync("live_transaction_data"));
        Assert.NotEmpty(Kafka.ReadDeadLetters());
    }

    private LocalServices.InMemoryBroker RequireInMemoryBroker()
    {
        Assert.SkipWhen(Kafka.InMemory is null, "a given broker fails nothing on demand");
        return Kafka.InMemory!;
    }
}
