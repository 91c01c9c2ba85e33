using System.Text;
using Confluent.Kafka;
using SegmentationUpdates.Fault.Tests.Faults;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Fault.Tests.Ingestion;

public sealed class HostileMessageTests(PostgresFixture postgres) : PipelineTest(postgres)
{
    private const int Messages = 100_000, Portion = 4_000, Customers = 500;

    [Fact]
    public async Task Each_of_many_hostile_messages_is_ingested_or_dead_lettered_as_it_came()
    {
        var report = new FaultReport("hostile messages");
        var hostile = new HostileMessages(FaultPlan.Seed, Customers);
        await Database.AddAsync(TestCustomers.Take(Customers));
        var book = await ProfileBook.OpenAsync(Database);
        var rejected = new Dictionary<(int, long), HostileMessage>();
        await using var letters = new DeadLetterReader(Kafka);
        await using var host = await PipelineHost.WithConsumer(Database, Kafka).StartAsync();

        for (var sent = 0; sent < FaultPlan.Times(Messages); sent += Portion)
        {
            // The broker in memory holds little: no faster than they are consumed.
            HostileMessage[] portion = [hostile.NextLarge(), .. hostile.Next(Portion - 1)];
            var delivered = await Task.WhenAll(portion.Select(message => Kafka.Producer.ProduceAsync(
                Kafka.Topics.Transactions, new Message<byte[], byte[]> { Key = message.Key!, Value = message.Value! }, Cancel))).EndsAsync();
            for (var i = 0; i < Portion; i++)
            {
                if (portion[i].Reason is not null)
                {
                    rejected.Add((delivered[i].Partition.Value, delivered[i].Offset.Value), portion[i]);
                }
            }

            report.Inject(Portion);
            await Kafka.WaitForGroupAsync();
            await letters.CatchUpAsync();
            Assert.Null(host.Failure);
        }

        var done = report.Recovered();
        await Database.WaitForModelsAsync();
        await host.StopAsync();

        book.Add(hostile.Good);
        await book.AssertBalancedAsync(Database);
        Assert.Equal(0, await Database.CountAsync("verify_profiles()"));
        await Database.AssertSegmentsAsync();
        Assert.Equal(0, host.Ingestion.Lost);

        // None twice either: nothing was interrupted.
        Assert.Equal(rejected.Count, letters.Letters.Count);
        foreach (var letter in letters.Letters)
        {
            Assert.True(rejected.Remove((int.Parse(Header(letter, "partition")), long.Parse(Header(letter, "offset"))), out var message));
            Assert.Equal((message.Reason?.ToText(), Text(message)), (Header(letter, "reason"), Text(message)));
            Assert.Equal(message.Key, letter.Message.Key);
            Assert.Equal(message.Value ?? [], letter.Message.Value ?? []);
        }

        Assert.Empty(rejected);
        done(report.Injected);
    }

    // Shown when a reason is not the one expected.
    private static string Text(HostileMessage message) =>
        Encoding.UTF8.GetString(message.Value.AsSpan(0, Math.Min(message.Value?.Length ?? 0, 200)));

    private static string Header(ConsumeResult<byte[], byte[]> letter, string name) =>
        Encoding.UTF8.GetString(letter.Message.Headers.GetLastBytes($"dead-letter.{name}"));
}
