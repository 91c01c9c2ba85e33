using System.Text.Json;
using System.Text;
using Confluent.Kafka;
using SegmentationUpdates.Messaging.DeadLetters;
using SegmentationUpdates.Messaging.Transactions;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Ingestion;

/// <summary>Transactions that name customers by the bank's own ids.</summary>
public sealed class ExternalCustomerTests(PostgresFixture postgres) : PipelineTest(postgres)
{
    private static readonly Payments Paid = new();

    [Fact]
    public async Task A_payment_finds_its_customer_and_one_of_an_unknown_id_is_a_dead_letter_that_names_it()
    {
        var (ada, big) = await AddAsync();
        await using var host = await PipelineHost.WithIngestion(Database, Kafka).StartAsync();

        await Kafka.ProduceAsync(Of("K-17"), Of("K-17"), Of("5000000000"), Of("K-99"));
        await Kafka.ProduceAsync(TestKafka.Message(Paid.Next(ada)), TestKafka.Message(Paid.Next(57)));
        await Kafka.WaitForGroupAsync();

        Assert.Equal(
            [(ada, 2), (big, 1)],
            await Database.QueryAsync(
                "SELECT customer_id, count(*)::INT FROM live_transaction_data GROUP BY customer_id ORDER BY customer_id",
                reader => (reader.GetInt32(0), reader.GetInt32(1))));
        Assert.Equal((3, 3), (host.Ingestion.Ingested, host.Ingestion.DeadLettered));

        // A number is an id of the bank's here: the one that stands for K-17 is nobody's.
        Assert.Equal(
            [$"customer_id {ada} is not in customer_segments", "customer_id 57 is not in customer_segments", "customer_id K-99 is not in customer_segments"],
            Kafka.ReadDeadLetters().Select(letter => Encoding.UTF8.GetString(letter.Message.Headers.GetLastBytes(DeadLetterHeaders.Detail))).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_large_batch_goes_the_fast_way_and_a_customer_who_is_erased_is_known_by_the_id()
    {
        var (ada, _) = await AddAsync();
        await using var writers = new BatchWriters(Database);
        var writer = writers.Create(copyThreshold: 10);
        var many = Enumerable.Range(0, 100).Select(i => Transaction(i % 2 == 0 ? "K-17" : "5000000000")).ToList();

        Assert.Equal(100, BatchWriters.Write(writer, many).Inserted);
        Assert.Equal(100, BatchWriters.Write(writer, many).Duplicates);
        await Database.ExecuteAsync($"SELECT erase_customer({ada})");
        var late = BatchWriters.Write(writer, Transaction("K-17"), Transaction("5000000000"));

        Assert.Equal((1, 1, 0), (late.Inserted, late.Erased, late.Rejected.Count));
        Assert.Empty(await Database.QueryAsync("SELECT * FROM verify_profiles()", reader => reader.GetInt32(0)));
    }

    [Fact]
    public async Task A_customer_who_is_loaded_later_is_found_then()
    {
        await using var writers = new BatchWriters(Database);
        var writer = writers.Create();
        await AddAsync();

        var early = BatchWriters.Write(writer, Transaction("K-18"), Transaction("K-17"));
        await AddAsync("K-18", 3);

        Assert.Equal((1, 1), (early.Inserted, early.Rejected.Count));
        Assert.Equal(1, BatchWriters.Write(writer, Transaction("K-18")).Inserted);
    }

    [Fact]
    public async Task A_number_as_a_text_is_the_customer_of_that_number()
    {
        await Database.AddAsync(TestCustomers.One(7));
        await using var writers = new BatchWriters(Database);

        Assert.Equal(1, BatchWriters.Write(writers.Create(), Transaction("7")).Inserted);
    }

    [Fact]
    public async Task A_change_of_segment_is_published_under_the_banks_id()
    {
        var (ada, _) = await AddAsync();
        await Database.ExecuteAsync($"UPDATE customer_segments SET segment = 'gold' WHERE customer_id = {ada}");
        await using var host = await PipelineHost.WithSegmentChanges(Database, Kafka).StartAsync();

        await Eventually.TrueAsync(() => Published().Count == 1, "the change is published");
        var record = Published()[0];

        Assert.Equal("K-17", Encoding.UTF8.GetString(record.Message.Key));
        var value = JsonDocument.Parse(record.Message.Value).RootElement;
        Assert.Equal((ada, "K-17"), (value.GetProperty("customer_id").GetInt32(), value.GetProperty("external_id").GetString()));
    }

    private List<ConsumeResult<byte[], byte[]>> Published() => Kafka.Read(Kafka.Topics.SegmentChanges, Kafka.Topics.Partitions);

    private static Transaction Transaction(string id) => Paid.Next(0) with { ExternalCustomerId = id };

    private static Message<byte[], byte[]> Of(string id) => new()
    {
        Key = TransactionCodec.EncodeKey(Transaction(id)),
        Value = TransactionCodec.Encode(Transaction(id)),
    };

    private async Task<(int Ada, int Big)> AddAsync() => (await AddAsync("K-17", 1), await AddAsync("5000000000", 2));

    private async Task<int> AddAsync(string id, int daysAgo)
    {
        var number = await Database.ScalarAsync<int>($"SELECT (number_customers(ARRAY['{id}']))[1]");
        await Database.AddAsync(TestCustomers.One(number, daysAgo: daysAgo));
        return number;
    }
}
