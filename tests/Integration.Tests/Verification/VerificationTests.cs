using Confluent.Kafka;
using Npgsql;
using SegmentationUpdates.Messaging.SegmentChanges;
using SegmentationUpdates.TestKit;
using SegmentationUpdates.Verification;

namespace SegmentationUpdates.Integration.Tests.Verification;

/// <summary>The verification of a running system: it finds nothing where nothing is wrong, and what is.</summary>
public sealed class VerificationTests(PostgresFixture postgres) : PipelineTest(postgres)
{
    private readonly Dictionary<int, long> _checkpoint = [];

    private readonly Payments _payments = new();

    [Theory]
    [InlineData("Prototype")]
    [InlineData("Current")]
    public async Task A_system_that_works_is_right_in_every_part(string featureSet)
    {
        await using var host = await RunAsync(featureSet: featureSet);

        Assert.Equal([(300, 0), (300, 0), (300, 0), (203, 0), (300, 0)], await VerifyAsync());

        // From the checkpoint on.
        await Kafka.ProduceAsync(_payments.Many(50, lastCustomer: 300));
        await Kafka.WaitForGroupAsync();
        Assert.Equal((50L, 0L), (await VerifyAsync())[3]);
        Assert.Equal(253, _checkpoint.Values.Sum());
    }

    [Fact]
    public async Task A_transaction_that_is_gone_or_another_one_is_found_in_the_profiles_and_in_the_topic()
    {
        await using var host = await RunAsync();
        await Database.ExecuteAsync(
            """
            DELETE FROM live_transaction_data WHERE transaction_id = (SELECT min(transaction_id) FROM live_transaction_data);
            UPDATE live_transaction_data SET transaction_amt = transaction_amt + 1
            WHERE transaction_id = (SELECT max(transaction_id) FROM live_transaction_data);
            """);

        Assert.Equal([2, 0, 0, 2, 0], (await VerifyAsync()).Select(part => part.Differences));
    }

    [Fact]
    public async Task A_customer_in_a_wrong_segment_is_found_and_one_whose_history_leads_elsewhere()
    {
        await using var host = await RunAsync();
        await Database.ExecuteAsync(
            """
            ALTER TABLE customer_segments DISABLE TRIGGER ALL;
            UPDATE customer_segments SET segment = 'nowhere' WHERE customer_id = 7;
            ALTER TABLE customer_segments ENABLE TRIGGER ALL;
            """);

        Assert.Equal([0, 1, 1, 0, 0], (await VerifyAsync()).Select(part => part.Differences));
    }

    [Fact]
    public async Task An_old_change_behind_a_newer_one_is_found_and_one_that_is_missing()
    {
        await using var host = await RunAsync();
        await Database.ExecuteAsync("UPDATE customer_segments SET segment = 'elsewhere' WHERE customer_id = 7");
        await Eventually.TrueAsync(
            () => Database.ScalarAsync<bool>("SELECT last_change_id = (SELECT max(change_id) FROM segment_changes) FROM segment_change_publications"),
            "the change is published");
        var old = new SegmentChangeMessage
        {
            ChangeId = 1, CustomerId = 7, From = null, To = "once", Reason = "model", ModelVersion = 1, ChangedAt = DateTime.UtcNow,
        };
        await Kafka.Producer.ProduceAsync(Kafka.Topics.SegmentChanges, SegmentChangeFormat.Write(old), Cancel);

        // Said to be published, and never sent.
        await host.StopAsync();
        await Database.ExecuteAsync(
            """
            UPDATE customer_segments SET segment = 'elsewhere' WHERE customer_id = 8;
            UPDATE segment_change_publications SET last_change_id = (SELECT max(change_id) FROM segment_changes);
            """);

        var parts = await VerifyAsync();
        Assert.Equal([0, 2, 0, 0], parts.Take(4).Select(part => part.Differences));
        Assert.Equal(3, parts[4].Differences); // Behind a newer one, and by that older than what counts; and the missing one.
    }

    [Fact]
    public async Task In_a_topic_that_is_new_nothing_counts_as_published()
    {
        await using var host = await RunAsync(publish: false);
        await Database.ExecuteAsync(
            "INSERT INTO segment_change_publications (topic, last_change_id) SELECT $1, max(change_id) FROM segment_changes",
            Kafka.Topics.SegmentChanges);

        Assert.Equal((0, 0), (await VerifyAsync())[4]);
    }

    // 200 payments of 300 customers, and three messages that are dead letters.
    private async Task<PipelineHost> RunAsync(bool publish = true, string featureSet = "Prototype")
    {
        await Database.AddAsync(TestCustomers.Take(300));
        var host = await PipelineHost
            .WithConsumer(
                Database,
                Kafka,
                ("Reclustering:Interval", "1.00:00:00"),
                ("SegmentChanges:Enabled", publish ? "true" : "false"),
                ("Clustering:FeatureSet", featureSet))
            .StartAsync();
        await Database.WaitForModelsAsync();
        var payments = _payments.Many(200, lastCustomer: 300);
        await Kafka.ProduceAsync(payments);
        await Kafka.WaitForGroupAsync();
        await Kafka.ProduceAsync(_payments.Next(999), payments[0] with { Amount = payments[0].Amount + 1 });
        await Kafka.ProduceAsync(new Message<byte[], byte[]> { Value = "no transaction"u8.ToArray() });
        await Kafka.WaitForGroupAsync();
        await Eventually.TrueAsync(
            async () => !publish || await Database.ScalarAsync<bool>(
                "SELECT COALESCE(max(last_change_id), 0) = (SELECT max(change_id) FROM segment_changes) FROM segment_change_publications"),
            "every change is published");
        return host;
    }

    private async Task<List<(long Compared, long Differences)>> VerifyAsync()
    {
        await using var connection = new NpgsqlConnection(Database.HostConnectionString);
        await connection.OpenAsync(Cancel);
        var parts = await new SystemVerification(
            connection, new TopicsToVerify(Kafka.ConsumerConfig(), Kafka.Topics, PerSecond: int.MaxValue), TimeProvider.System)
            .RunAsync("", _checkpoint, new NoProgress(), Cancel).EndsAsync();
        Assert.All(parts, part => Assert.Null(part.NotVerified));
        return [.. parts.Select(part => (part.Compared, part.Differences))];
    }

    private sealed class NoProgress : IVerificationProgress
    {
        public void Begin(string name)
        {
        }

        public void Report(long value)
        {
        }
    }
}
