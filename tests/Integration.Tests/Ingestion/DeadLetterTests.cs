using System.Globalization;
using System.Text;
using Confluent.Kafka;
using SegmentationUpdates.Messaging.DeadLetters;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Ingestion;

public sealed class DeadLetterTests(PostgresFixture postgres) : PipelineTest(postgres)
{
    [Fact]
    public async Task A_bad_message_is_in_the_dead_letter_topic_as_it_came_with_where_from_why_and_when()
    {
        await Database.AddAsync([.. TestCustomers.Take(5), TestCustomers.One(6, average: 1, transactions: int.MaxValue)]);
        var payments = new Payments();
        Message<byte[], byte[]>[] bad =
        [
            new() { Key = "garbage"u8.ToArray(), Value = [0, 1, 2, 0xff], Headers = [new Header("trace", [9, 8])] },
            new() { Key = "tombstone"u8.ToArray(), Value = null! },
            new() { Value = "{}"u8.ToArray() },
            TestKafka.Message(payments.Next(99)),
            TestKafka.Message(payments.Next(1) with { Amount = -5 }),
            TestKafka.Message(payments.Next(6)), // One more transaction than the column can count.
        ];
        string[] reasons =
        [
            "malformed", "empty", "malformed", "unknown-customer", "invalid", "refused-by-database",
        ];
        var started = DateTime.UtcNow;
        var sent = new List<DeliveryResult<byte[], byte[]>>();
        foreach (var message in bad)
        {
            sent.Add(await Kafka.Producer.ProduceAsync(Kafka.Topics.Transactions, message, Cancel));
            await Kafka.ProduceAsync(payments.Many(20, lastCustomer: 5));
        }

        await using var host = await PipelineHost.WithIngestion(Database, Kafka).StartAsync();
        await Kafka.WaitForGroupAsync();

        var letters = Kafka.ReadDeadLetters().ToDictionary(letter => (Header(letter, "partition"), Header(letter, "offset")));
        Assert.Equal(bad.Length, letters.Count);
        for (var i = 0; i < bad.Length; i++)
        {
            var letter = letters[($"{sent[i].Partition.Value}", $"{sent[i].Offset.Value}")];
            Assert.Equal(bad[i].Key, letter.Message.Key);
            Assert.Equal(bad[i].Value, letter.Message.Value);
            Assert.Equal(reasons[i], Header(letter, "reason"));
            Assert.NotEmpty(Header(letter, "detail"));
            Assert.Equal(Kafka.Topics.Transactions, Header(letter, "topic"));
            Assert.Equal(bad[i].Headers?.Select(Pair) ?? [], letter.Message.Headers.Where(IsOriginal).Select(Pair));
            var time = DateTime.Parse(Header(letter, "time"), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
            Assert.InRange(time, started, DateTime.UtcNow);
        }

        Assert.Equal(120, await Database.CountAsync("live_transaction_data"));
    }

    [Fact]
    public async Task A_dead_letter_can_be_replayed_once_its_customer_exists()
    {
        await Database.AddAsync(TestCustomers.Take(1));
        await using var host = await PipelineHost.WithIngestion(Database, Kafka).StartAsync();
        var payments = new Payments();
        await Kafka.ProduceAsync(payments.Next(7), payments.Next(8));
        await Kafka.WaitForGroupAsync();

        await Database.AddAsync(TestCustomers.One(7));
        var book = await ProfileBook.OpenAsync(Database);
        var letters = Kafka.ReadDeadLetters();
        await Kafka.ProduceAsync(letters.Select(letter => letter.Message));
        await Kafka.WaitForGroupAsync();

        Assert.Equal(1, await Database.ScalarAsync<int>("SELECT num_transactions FROM customer_segments WHERE customer_id = 7"));
        Assert.Equal((1, 3), (host.Ingestion.Ingested, host.Ingestion.DeadLettered));

        // The letter that failed again says where it failed last, once.
        var again = Kafka.ReadDeadLetters()[^1];
        Assert.Single(again.Message.Headers, header => header.Key == DeadLetterHeaders.Offset);
        Assert.Equal(6, again.Message.Headers.Count);
    }

    private static bool IsOriginal(IHeader header) => !header.Key.StartsWith("dead-letter.", StringComparison.Ordinal);

    private static (string, string) Pair(IHeader header) => (header.Key, Convert.ToHexString(header.GetValueBytes()));

    private static string Header(ConsumeResult<byte[], byte[]> letter, string name) =>
        Encoding.UTF8.GetString(letter.Message.Headers.GetLastBytes($"dead-letter.{name}"));
}
