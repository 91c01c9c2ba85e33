using System.Text;
using Confluent.Kafka;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.LocalServices.Tests;

public sealed class InMemoryBrokerTests : IDisposable
{
    private const string Topic = "transactions";
    private const short ProduceRequest = 0;
    private readonly InMemoryBroker _broker = InMemoryBroker.Start(
        new Dictionary<string, int>(StringComparer.Ordinal) { [Topic] = 4, ["single"] = 1 });

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public void Dispose() => _broker.Dispose();

    [Fact]
    public void Topics_have_the_partitions_asked_for_and_there_is_a_controller()
    {
        using var client = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = _broker.BootstrapServers }).Build();

        var topics = client.GetMetadata(Eventually.Limit).Topics.ToDictionary(topic => topic.Topic, topic => topic.Partitions.Count);

        Assert.Equal(4, topics[Topic]);
        Assert.Equal(1, topics["single"]);
    }

    [Fact]
    public void Messages_are_delivered_in_order_per_partition()
    {
        using var producer = NewProducer();
        for (var i = 0; i < 1000; i++)
        {
            producer.Produce(Topic, Message($"customer {i % 10}", $"{i}"));
        }

        producer.Flush(CancellationToken);

        var messages = Read(NewConsumer("order"), 1000);

        Assert.Equal(1000, messages.Select(message => message.Message.Value).Distinct().Count());
        Assert.All(
            messages.GroupBy(message => message.Message.Key),
            customer =>
            {
                Assert.Single(customer.Select(message => message.Partition).Distinct());
                Assert.Equal(customer.Select(Number).Order(), customer.Select(Number));
            });
    }

    [Fact]
    public async Task Offsets_headers_times_and_null_keys_and_values_come_back_as_sent()
    {
        using var producer = NewProducer();
        var time = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        var sent = new Message<string?, string?>
        {
            Key = "key",
            Value = "value",
            Timestamp = new Timestamp(time),
            Headers = new Headers { { "reason", "late"u8.ToArray() } },
        };

        Assert.Equal(0, (await producer.ProduceAsync("single", sent, CancellationToken)).Offset.Value);
        Assert.Equal(1, (await producer.ProduceAsync("single", new Message<string?, string?>(), CancellationToken)).Offset.Value);

        using var consumer = NewConsumer("format");
        consumer.Assign(new TopicPartitionOffset("single", 0, Offset.Beginning));
        var first = consumer.Consume(Eventually.Limit).Message;
        var second = consumer.Consume(Eventually.Limit).Message;
        Assert.Equal("value", first.Value);
        Assert.Equal(new Timestamp(time), first.Timestamp);
        Assert.Equal("late", Encoding.UTF8.GetString(first.Headers.GetLastBytes("reason")));
        Assert.Null(second.Key);
        Assert.Null(second.Value);
        Assert.Equal(2, consumer.QueryWatermarkOffsets(new TopicPartition("single", 0), Eventually.Limit).High.Value);
    }

    [Fact]
    public async Task A_group_resumes_at_its_committed_offset()
    {
        using var producer = NewProducer();
        foreach (var value in (string[])["first", "second"])
        {
            await producer.ProduceAsync("single", Message("key", value), CancellationToken);
        }

        using (var before = NewConsumer("resume"))
        {
            before.Subscribe("single");
            before.Commit(before.Consume(Eventually.Limit));
            before.Close();
        }

        using var after = NewConsumer("resume");
        after.Subscribe("single");

        Assert.Equal("second", after.Consume(Eventually.Limit)?.Message.Value);
        Assert.Equal(1, after.Committed(Eventually.Limit)[0].Offset.Value);
    }

    [Theory]
    [InlineData(GroupProtocol.Classic)]
    [InlineData(GroupProtocol.Consumer)]
    public void Partitions_move_to_a_member_that_joins_and_back_when_it_leaves(GroupProtocol protocol)
    {
        using var first = NewConsumer("sharing", protocol);
        using var second = NewConsumer("sharing", protocol);

        first.Subscribe(Topic);
        PollUntil(() => first.Assignment.Count == 4, first);
        second.Subscribe(Topic);
        PollUntil(() => first.Assignment.Count == 2 && second.Assignment.Count == 2, first, second);
        Assert.Empty(first.Assignment.Intersect(second.Assignment));
        second.Close();
        PollUntil(() => first.Assignment.Count == 4, first);
    }

    [Fact]
    public async Task What_is_sent_while_the_broker_is_down_arrives_once_when_it_is_back()
    {
        using var producer = NewProducer();
        await producer.ProduceAsync("single", Message("key", "before"), CancellationToken);

        _broker.SetDown();
        var sending = producer.ProduceAsync("single", Message("key", "after"), CancellationToken);
        Assert.False(sending.IsCompleted);
        _broker.SetUp();

        Assert.Equal(1, (await sending.WaitAsync(Eventually.Limit, CancellationToken)).Offset.Value);
    }

    [Fact]
    public async Task Injected_errors_are_met_in_order()
    {
        using var producer = NewProducer();
        _broker.InjectErrors(ProduceRequest, ErrorCode.NotLeaderForPartition, ErrorCode.TopicAuthorizationFailed);

        var refusal = await Assert.ThrowsAsync<ProduceException<string?, string?>>(
            () => producer.ProduceAsync("single", Message("key", "value"), CancellationToken).WaitAsync(Eventually.Limit, CancellationToken));

        Assert.Equal(ErrorCode.TopicAuthorizationFailed, refusal.Error.Code);
    }

    [Fact]
    public async Task A_round_trip_takes_the_time_set()
    {
        using var producer = NewProducer();
        await producer.ProduceAsync("single", Message("key", "fast"), CancellationToken);
        _broker.SetRoundTripTime(TimeSpan.FromMilliseconds(200));

        var sent = TimeProvider.System.GetTimestamp();
        await producer.ProduceAsync("single", Message("key", "slow"), CancellationToken).WaitAsync(Eventually.Limit, CancellationToken);

        Assert.True(TimeProvider.System.GetElapsedTime(sent) >= TimeSpan.FromMilliseconds(200));
    }

    [Fact]
    public void Brokers_are_independent_and_can_be_disposed_twice()
    {
        using var other = InMemoryBroker.Start(new Dictionary<string, int>(StringComparer.Ordinal));
        Assert.NotEqual(_broker.BootstrapServers, other.BootstrapServers);
        Assert.Matches(@"^127\.0\.0\.1:\d+$", other.BootstrapServers);

        other.Dispose();
        other.Dispose();

        Assert.Throws<ObjectDisposedException>(other.SetDown);
    }

    [Fact]
    public void A_topic_needs_a_partition() =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => InMemoryBroker.Start(new Dictionary<string, int>(StringComparer.Ordinal) { ["broken"] = 0 }));

    private static Message<string?, string?> Message(string key, string value) => new() { Key = key, Value = value };

    private static int Number(ConsumeResult<string?, string?> result) => int.Parse(result.Message.Value!);

    private static List<ConsumeResult<string?, string?>> Read(IConsumer<string?, string?> consumer, int count)
    {
        using (consumer)
        {
            consumer.Subscribe(Topic);
            return [.. Enumerable.Range(0, count).Select(_ => consumer.Consume(Eventually.Limit))];
        }
    }

    private static void PollUntil(Func<bool> reached, params ReadOnlySpan<IConsumer<string?, string?>> consumers)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!reached())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Eventually.Limit, "The group did not settle in time.");
            foreach (var consumer in consumers)
            {
                consumer.Consume(TimeSpan.FromMilliseconds(20));
            }
        }
    }

    private IProducer<string?, string?> NewProducer() =>
        new ProducerBuilder<string?, string?>(
            new ProducerConfig
            {
                BootstrapServers = _broker.BootstrapServers,
                Acks = Acks.All,
                EnableIdempotence = true,
                LingerMs = 2,
                CompressionType = CompressionType.Lz4,
                Partitioner = Partitioner.Murmur2Random,
            }).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();

    private IConsumer<string?, string?> NewConsumer(string group, GroupProtocol protocol = GroupProtocol.Classic)
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = _broker.BootstrapServers,
            GroupId = group,
            GroupProtocol = protocol,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            EnableAutoCommit = false,
            FetchWaitMaxMs = 10,
        };
        if (protocol == GroupProtocol.Classic)
        {
            config.PartitionAssignmentStrategy = PartitionAssignmentStrategy.CooperativeSticky;
            config.SessionTimeoutMs = 2000;
            config.HeartbeatIntervalMs = 300;
        }

        return new ConsumerBuilder<string?, string?>(config).SetLogHandler((_, _) => { }).Build();
    }
}
