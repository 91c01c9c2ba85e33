using Confluent.Kafka;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using SegmentationUpdates.LocalServices;
using SegmentationUpdates.Messaging.Clients;
using SegmentationUpdates.Messaging.Topics;
using SegmentationUpdates.Messaging.Transactions;
using SegmentationUpdates.Standalone.Running;

namespace SegmentationUpdates.TestKit;

/// <summary>
/// Topics and a consumer group of one test: on the Kafka that TEST_KAFKA names (bootstrap servers), else on a broker of its own in this
/// process.
/// </summary>
internal sealed class TestKafka : IDisposable
{
    private readonly KafkaClients _clients;
    private readonly string _name = $"test-{Guid.NewGuid():N}";
    private TimeSpan? _classicSession;

    private TestKafka(int partitions, string? given)
    {
        Topics = new TopicOptions
        {
            Transactions = _name,
            DeadLetters = $"{_name}.dead-letter",
            Producers = $"{_name}.producers",
            SegmentChanges = $"{_name}.segment-changes",
            SegmentNames = $"{_name}.segment-names",
            Partitions = partitions,
        };
        InMemory = given is null ? InMemoryBroker.Start(Topics.PartitionsByTopic) : null;
        BootstrapServers = given ?? InMemory!.BootstrapServers;
        _clients = new KafkaClients(
            BootstrapServers,
            inMemory: InMemory is not null,
            new ConfigurationBuilder()
                .AddConfiguration(RunEnvironment.Configuration())
                .AddInMemoryCollection([new($"{KafkaSettings.Section}:Consumer:group_id", _name)])
                .Build());
        Producer = _clients.Producer(NullLogger.Instance);
    }

    /// <summary>To inject faults; null on a given Kafka.</summary>
    public InMemoryBroker? InMemory { get; }

    public string BootstrapServers { get; }

    /// <summary>What clients of this test's topics and group are built with.</summary>
    public KafkaClientFactory Settings => _clients.Settings;

    public TopicOptions Topics { get; }

    /// <summary>Environment variables that make another process use this test's topics and group.</summary>
    public IReadOnlyDictionary<string, string> Environment
    {
        get
        {
            var variables = new Dictionary<string, string>
            {
                ["Segmentation__Topics__Transactions"] = Topics.Transactions,
                ["Segmentation__Topics__DeadLetters"] = Topics.DeadLetters,
                ["Segmentation__Topics__Producers"] = Topics.Producers,
                ["Segmentation__Topics__SegmentChanges"] = Topics.SegmentChanges,
                ["Segmentation__Kafka__Consumer__group_id"] = _name,
            };
            if (InMemory is not null)
            {
                // What KafkaClients sets for the broker in its own process.
                variables["Segmentation__Kafka__Consumer__group_protocol"] = "consumer";
                variables["Segmentation__Kafka__Consumer__fetch_wait_max_ms"] = "10";
            }

            return variables;
        }
    }

    public IProducer<byte[], byte[]> Producer { get; }

    public static async Task<TestKafka> StartAsync(int partitions)
    {
        var given = System.Environment.GetEnvironmentVariable("TEST_KAFKA");
        var kafka = new TestKafka(partitions, string.IsNullOrEmpty(given) ? null : given);
        if (kafka.InMemory is null)
        {
            using var admin = kafka._clients.Admin();
            await new KafkaTopics(admin, NullLogger<KafkaTopics>.Instance).EnsureAsync(kafka.Topics);
        }

        return kafka;
    }

    public IProducer<byte[], byte[]> NewProducer() => _clients.Producer(NullLogger.Instance);

    /// <summary>For members of this test's group.</summary>
    public ConsumerConfig ConsumerConfig()
    {
        var config = _clients.ConsumerConfig();
        if (_classicSession is { } session)
        {
            config.GroupProtocol = GroupProtocol.Classic;
            config.PartitionAssignmentStrategy = PartitionAssignmentStrategy.CooperativeSticky;
            config.SessionTimeoutMs = (int)session.TotalMilliseconds;
            config.HeartbeatIntervalMs = config.SessionTimeoutMs / 10;
        }

        return config;
    }

    /// <summary>
    /// Members join as they do in a real Kafka, also on the broker in this process, whose rebalances last for the session less a second.
    /// </summary>
    public void UseClassicGroup(TimeSpan session) => _classicSession = session;

    public Task ProduceAsync(params IEnumerable<Transaction> transactions) => ProduceAsync(transactions.Select(Message));

    /// <summary>Returns when the broker has them all.</summary>
    public async Task ProduceAsync(params IEnumerable<Message<byte[], byte[]>> messages) =>
        await Task.WhenAll(messages.Select(message => Producer.ProduceAsync(Topics.Transactions, message))).EndsAsync();

    public static Message<byte[], byte[]> Message(Transaction transaction) => new()
    {
        Key = TransactionCodec.EncodeKey(transaction.CustomerId),
        Value = TransactionCodec.Encode(transaction),
    };

    /// <summary>Everything in a topic, by partition and offset.</summary>
    public List<ConsumeResult<byte[], byte[]>> Read(string topic, int partitions)
    {
        var config = ConsumerConfig();
        config.GroupId = $"{_name}-reader";
        using var consumer = new ConsumerBuilder<byte[], byte[]>(config).SetLogHandler((_, _) => { }).Build();
        var messages = new List<ConsumeResult<byte[], byte[]>>();
        for (var i = 0; i < partitions; i++)
        {
            var partition = new TopicPartition(topic, i);
            var end = consumer.QueryWatermarkOffsets(partition, Eventually.Limit).High;
            consumer.Assign(new TopicPartitionOffset(partition, Offset.Beginning));
            for (var next = new Offset(0); next < end;)
            {
                var message = consumer.Consume(Eventually.Limit);
                next = message.IsPartitionEOF ? message.Offset : message.Offset + 1;
                if (!message.IsPartitionEOF)
                {
                    messages.Add(message);
                }
            }
        }

        return messages;
    }

    public List<ConsumeResult<byte[], byte[]>> ReadDeadLetters() => Read(Topics.DeadLetters, partitions: 1);

    /// <summary>The group's lag; a broker that does not answer yet counts as behind.</summary>
    public long Lag()
    {
        using var lag = new GroupLag(ConsumerConfig(), Topics.Transactions);
        try
        {
            return lag.Measure();
        }
        catch (KafkaException)
        {
            return long.MaxValue;
        }
    }

    /// <summary>Waits until the group has committed everything that was produced.</summary>
    public Task WaitForGroupAsync() =>
        Eventually.TrueAsync(() => Task.Run(() => Lag() == 0), "the consumer group has finished the topic");

    /// <summary>Lets the group, which has no members now, read everything again. Only a member may commit: this becomes one for a moment.</summary>
    public async Task RewindGroupAsync()
    {
        using var consumer = new ConsumerBuilder<byte[], byte[]>(ConsumerConfig()).SetLogHandler((_, _) => { }).Build();
        consumer.Subscribe(Topics.Transactions);
        await Eventually.TrueAsync(
            () => Task.Run(() =>
            {
                consumer.Consume(TimeSpan.FromMilliseconds(50));
                return consumer.Assignment.Count == Topics.Partitions;
            }),
            "the group's partitions are assigned");
        consumer.Commit(consumer.Assignment.Select(partition => new TopicPartitionOffset(partition, 0)));
        consumer.Close();
    }

    public void Dispose()
    {
        Producer.Dispose();
        if (InMemory is null)
        {
            DeleteTopics();
        }

        InMemory?.Dispose();
    }

    // A given Kafka has other users, and each partition is files to it.
    private void DeleteTopics()
    {
        using var admin = _clients.Admin();
        try
        {
            admin.DeleteTopicsAsync(Topics.PartitionsByTopic.Keys).GetAwaiter().GetResult();
        }
        catch (KafkaException)
        {
            // It may forbid that, or be gone: nothing that this test is about.
        }
    }
}
