using Confluent.Kafka;
using SegmentationUpdates.Messaging.Clients;
using SegmentationUpdates.Messaging.Transactions;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Ingestion;

/// <summary>Other systems send their messages in Kafka's transactions: each leaves a marker in every partition, which is no message.</summary>
public sealed class TransactionalProducerTests(PostgresFixture postgres) : PipelineTest(postgres)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Committed_transactions_are_ingested_aborted_ones_are_not_and_neither_are_a_loss()
    {
        Assert.SkipWhen(Kafka.InMemory is not null, "transactions need a Kafka that TEST_KAFKA names");
        await Database.AddAsync(TestCustomers.Take(50));
        var payments = new Payments();
        using var producer = NewProducer();
        await using var host = await PipelineHost.WithIngestion(Database, Kafka).StartAsync();
        producer.InitTransactions(Limit);

        for (var i = 0; i < 10; i++)
        {
            Send(producer, payments.Many(30, lastCustomer: 50));
            producer.CommitTransaction(Limit);
            Send(producer, payments.Many(20, lastCustomer: 50));
            producer.AbortTransaction(Limit);
        }

        // The group's lag is 0 only when the markers at the ends are committed too.
        await Kafka.WaitForGroupAsync();
        Assert.Equal(300, await Database.CountAsync("live_transaction_data"));
        Assert.Equal((300, 0, 0), (host.Ingestion.Ingested, host.Ingestion.DeadLettered, host.Ingestion.Lost));

        Send(producer, payments.Many(30, lastCustomer: 50));
        await Kafka.ProduceAsync(payments.Many(10, lastCustomer: 50));
        Assert.NotEqual(0, Kafka.Lag());
        producer.CommitTransaction(Limit);
        await Kafka.WaitForGroupAsync();

        Assert.Equal((340, 0), (host.Ingestion.Ingested, host.Ingestion.Lost));
        Assert.DoesNotContain(host.Log.Records, record => record.Message.Contains("were lost", StringComparison.Ordinal));
    }

    private void Send(IProducer<byte[], byte[]> producer, IEnumerable<Transaction> transactions)
    {
        producer.BeginTransaction();
        foreach (var transaction in transactions)
        {
            producer.Produce(Kafka.Topics.Transactions, TestKafka.Message(transaction));
        }

        producer.Flush(Limit);
    }

    private IProducer<byte[], byte[]> NewProducer()
    {
        var config = new ProducerConfig { BootstrapServers = Kafka.BootstrapServers, TransactionalId = Kafka.Topics.Transactions };
        KafkaClientDefaults.Apply(config);
        return new ProducerBuilder<byte[], byte[]>(config).SetLogHandler((_, _) => { }).Build();
    }
}
