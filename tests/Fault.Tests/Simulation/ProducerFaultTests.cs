using System.Text.Json;
using SegmentationUpdates.Fault.Tests.Faults;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Fault.Tests.Simulation;

public sealed class ProducerFaultTests(PostgresFixture postgres) : PipelineTest(postgres)
{
    private const int Rate = 2_000;

    [Fact]
    public async Task Producers_that_are_killed_restarted_and_many_never_give_an_id_twice()
    {
        var random = FaultPlan.Random();
        var before = 0;
        for (var round = 0; round < FaultPlan.Times(3); round++)
        {
            ChildProcess[] producers = [.. Enumerable.Range(0, 3).Select(_ => ChildProcess.StartProducer(Kafka, Rate))];
            try
            {
                await Eventually.TrueAsync(() => ProducersSeen() >= before + producers.Length, "all producers have a number");
                before += producers.Length;
                await random.UntilRandomMomentAsync(800);
                await producers[0].KillAsync();
                await producers[1].KillAsync();

                // This one stops in good order: it says so with its exit code.
                Assert.Equal(0, await producers[2].StopAsync());
            }
            finally
            {
                foreach (var producer in producers)
                {
                    await producer.DisposeAsync();
                }
            }
        }

        var ids = Kafka.Read(Kafka.Topics.Transactions, Kafka.Topics.Partitions).Select(message => Id(message.Message.Value)).ToList();
        Assert.NotEmpty(ids);
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public async Task A_clock_that_steps_back_makes_no_id_come_twice()
    {
        var clock = new SteppingClock();
        await using var host = await PipelineHost.WithSimulation(
            Kafka, clock,
            ("Simulation:Profile", "Uniform"), ("Simulation:Customers", "100"), ("Simulation:Rate", $"{Rate}")).StartAsync();
        for (var step = 1; step <= FaultPlan.Times(3); step++)
        {
            var delivered = host.Simulation.Delivered;
            await Eventually.TrueAsync(() => host.Simulation.Delivered > delivered + 500, "the simulation goes on");
            clock.StepBack(TimeSpan.FromMinutes(step));
            delivered = host.Simulation.Delivered;
            await Eventually.TrueAsync(() => host.Simulation.Delivered > delivered + 500, "the simulation goes on");
        }

        await host.StopAsync();
        var ids = Kafka.Read(Kafka.Topics.Transactions, Kafka.Topics.Partitions).Select(message => Id(message.Message.Value)).ToList();
        Assert.Equal(host.Simulation.Delivered, ids.Count);
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public async Task A_producer_without_a_broker_waits_and_delivers_everything_when_the_broker_is_back()
    {
        Assert.SkipWhen(Kafka.InMemory is null, "faults need the broker in this process");
        await using var host = await SimulateAsync();
        Kafka.InMemory.SetDown();
        await Eventually.TrueAsync(IsHeldBack(host), "the full buffer holds the simulation back");
        Kafka.InMemory.SetUp();
        await Eventually.TrueAsync(() => host.Simulation.Delivered > Buffer, "it goes on");
        await host.StopAsync();

        Assert.Equal((host.Simulation.Sent, 0), (host.Simulation.Delivered, host.Simulation.Failed));
        Assert.Equal(host.Simulation.Sent, Produced());
    }

    [Fact]
    public async Task A_producer_that_is_stopped_without_a_broker_says_how_many_it_has_not_delivered()
    {
        Assert.SkipWhen(Kafka.InMemory is null, "faults need the broker in this process");
        await using var host = await SimulateAsync();
        Kafka.InMemory.SetDown();
        await Eventually.TrueAsync(IsHeldBack(host), "the full buffer holds the simulation back");
        await host.StopAsync();

        Assert.InRange(host.Simulation.Failed, 1, Buffer);
        Assert.Equal(host.Simulation.Sent, host.Simulation.Delivered + host.Simulation.Failed);
        Assert.Contains(host.Log.Records, record => record.Message.Contains("were not delivered", StringComparison.Ordinal));
        Kafka.InMemory.SetUp();

        // What was written off as undelivered may have arrived all the same, its answer lost with the connection: never the other way round.
        Assert.InRange(Produced(), host.Simulation.Delivered, host.Simulation.Sent);
    }

    // Messages that the Kafka client holds at most.
    private const int Buffer = 100_000;

    private async Task<PipelineHost> SimulateAsync()
    {
        var host = await PipelineHost.WithSimulation(
            Kafka,
            ("Simulation:Profile", "Uniform"), ("Simulation:Customers", "100"), ("Simulation:Rate", "200000")).StartAsync();
        await Eventually.TrueAsync(() => host.Simulation.Delivered > 0, "the simulation has begun");
        return host;
    }

    // The client takes no more, and what it has taken is bounded.
    private static Func<bool> IsHeldBack(PipelineHost host)
    {
        var last = -1L;
        return () =>
        {
            var sent = host.Simulation.Sent;
            Assert.InRange(sent - host.Simulation.Delivered, 0, Buffer + 1);
            var still = sent == last && sent - host.Simulation.Delivered >= Buffer;
            last = sent;
            return still;
        };
    }

    private int ProducersSeen() => Kafka.Read(Kafka.Topics.Producers, partitions: 1).Count;

    // By offsets: the broker in memory has forgotten the first of them.
    private long Produced()
    {
        using var consumer = new Confluent.Kafka.ConsumerBuilder<byte[], byte[]>(Kafka.ConsumerConfig()).SetLogHandler((_, _) => { }).Build();
        return Enumerable.Range(0, Kafka.Topics.Partitions)
            .Sum(partition => consumer.QueryWatermarkOffsets(new(Kafka.Topics.Transactions, partition), Eventually.Limit).High.Value);
    }

    private static long Id(byte[] value)
    {
        using var json = JsonDocument.Parse(value);
        return json.RootElement.GetProperty("transaction_id").GetInt64();
    }
}
