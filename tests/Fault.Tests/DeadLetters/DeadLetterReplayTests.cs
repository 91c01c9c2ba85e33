using Confluent.Kafka;
using SegmentationUpdates.Fault.Tests.Faults;
using SegmentationUpdates.Messaging.DeadLetters;
using SegmentationUpdates.Messaging.Transactions;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Fault.Tests.DeadLetters;

public sealed class DeadLetterReplayTests(PostgresFixture postgres) : PipelineTest(postgres)
{
    private const int Customers = 20, NewCustomer = 500;

    private readonly Payments _payments = new(FaultPlan.Seed);

    private DeadLetterTopic Topic => new(Kafka.ConsumerConfig(), Kafka.Producer, Kafka.Topics.DeadLetters, TimeProvider.System);

    [Fact]
    public async Task Payments_of_an_unknown_customer_are_ingested_once_the_customer_is_there_and_they_are_replayed()
    {
        await Database.AddAsync(TestCustomers.Take(Customers));
        await using var host = await PipelineHost.WithIngestion(Database, Kafka).StartAsync();
        var known = _payments.Many(200, Customers);
        var early = Enumerable.Range(0, 30).Select(_ => _payments.Next(NewCustomer)).ToArray();
        await Kafka.ProduceAsync(_payments.Shuffle([.. known, .. early]));
        await Kafka.ProduceAsync(Garbage());
        await Kafka.WaitForGroupAsync();
        Assert.Equal(31, Read(new DeadLetterQuery()).Count);

        await Database.AddAsync(TestCustomers.One(NewCustomer));
        var letters = Read(new DeadLetterQuery { Reason = RejectionReason.UnknownCustomer });
        Assert.Equal(30, letters.Count);
        Assert.Equal(30, await ReplayAsync(letters));
        await Kafka.WaitForGroupAsync();

        // What is replayed is done: a second replay finds nothing of it to send.
        Assert.Empty(Read(new DeadLetterQuery { Reason = RejectionReason.UnknownCustomer }));
        Assert.Equal(30, Read(new DeadLetterQuery { Reason = RejectionReason.UnknownCustomer, IncludeReplayed = true }).Count);

        // And where it is sent all the same, nothing happens.
        Assert.Equal(30, await ReplayAsync(letters));
        await Kafka.WaitForGroupAsync();
        await host.StopAsync();

        var stored = await Database.QueryAsync("SELECT transaction_id FROM live_transaction_data ORDER BY 1", reader => reader.GetInt64(0));
        Assert.Equal(known.Concat(early).Select(transaction => transaction.TransactionId).Order(), stored);
        Assert.Equal(30, await Database.ScalarAsync<int>("SELECT num_transactions FROM customer_segments WHERE customer_id = $1", NewCustomer));
        Assert.Equal(0, await Database.CountAsync("verify_profiles()"));
        Assert.Single(Read(new DeadLetterQuery()));
    }

    [Fact]
    public async Task A_message_that_is_still_bad_comes_back_as_a_new_dead_letter()
    {
        await Database.AddAsync(TestCustomers.Take(Customers));
        await using var host = await PipelineHost.WithIngestion(Database, Kafka).StartAsync();
        var bad = Garbage();
        bad.Headers = [new Header("trace", [1, 2, 3])];
        await Kafka.ProduceAsync(bad);
        await Kafka.WaitForGroupAsync();
        var first = Assert.Single(Read(new DeadLetterQuery()));

        await Topic.ReplayAsync(first, Cancel);
        await Kafka.WaitForGroupAsync();

        var second = Assert.Single(Read(new DeadLetterQuery()));
        Assert.NotEqual(first.Source, second.Source);
        Assert.Equal(first.Reason, second.Reason);
        Assert.Equal(bad.Key, second.Message.Key);
        Assert.Equal(bad.Value, second.Message.Value);
        Assert.Equal([1, 2, 3], second.Message.Headers.GetLastBytes("trace"));
        Assert.Equal(first.Message.Headers.Count, second.Message.Headers.Count);
        Assert.Equal(2, Read(new DeadLetterQuery { IncludeReplayed = true }).Count);
    }

    [Fact]
    public async Task The_commands_list_and_replay_what_is_asked_for_and_a_second_replay_sends_nothing()
    {
        await Database.AddAsync(TestCustomers.Take(Customers));
        await using var host = await PipelineHost.WithIngestion(Database, Kafka).StartAsync();
        await Kafka.ProduceAsync(Garbage());
        await Kafka.ProduceAsync(_payments.Next(NewCustomer), _payments.Next(NewCustomer));
        await Kafka.WaitForGroupAsync();
        await Database.AddAsync(TestCustomers.One(NewCustomer));

        Assert.Contains("3 dead letters", await RunAsync("list"));
        Assert.Contains("1 dead letters", await RunAsync("list", "--reason", "malformed"));
        Assert.Contains("3 dead letters", await RunAsync("list", "--since", "1h"));
        Assert.Contains("0 dead letters", await RunAsync("list", "--since", "2100-01-01T00:00:00Z"));
        Assert.Contains("0 of 0 dead letters replayed", await RunAsync("replay", "--since", "2100-01-01T00:00:00Z"));

        Assert.Contains("2 of 2 dead letters replayed", await RunAsync("replay", "--reason", "unknown-customer"));
        await Kafka.WaitForGroupAsync();
        Assert.Equal(2, await Database.CountAsync("live_transaction_data"));
        Assert.Contains("0 of 0 dead letters replayed", await RunAsync("replay", "--reason", "unknown-customer"));
        await Kafka.WaitForGroupAsync();

        Assert.Contains("1 dead letters", await RunAsync("list"));
        Assert.Contains("3 dead letters", await RunAsync("list", "--all"));
        Assert.Equal((2, 0, 3), (host.Ingestion.Ingested, host.Ingestion.Duplicates, host.Ingestion.DeadLettered));
        Assert.Equal(0, await Database.CountAsync("verify_profiles()"));
    }

    private static Message<byte[], byte[]> Garbage() => new() { Key = "garbage"u8.ToArray(), Value = [0xff, 1, 2, 3] };

    private IReadOnlyList<DeadLetter> Read(DeadLetterQuery query) => Topic.Read(query, Cancel);

    private async Task<int> ReplayAsync(IReadOnlyList<DeadLetter> letters)
    {
        foreach (var letter in letters)
        {
            await Topic.ReplayAsync(letter, Cancel).EndsAsync();
        }

        return letters.Count;
    }

    private async Task<string> RunAsync(params string[] args)
    {
        await using var program = ChildProcess.Start(Kafka, [], ["dead-letters", args[0], "--kafka", Kafka.BootstrapServers, .. args[1..]]);
        var exitCode = await program.EndAsync();
        Assert.True(exitCode == 0, program.Output);
        return program.Output;
    }
}
