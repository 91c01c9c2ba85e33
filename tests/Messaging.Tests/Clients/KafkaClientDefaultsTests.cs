using Confluent.Kafka;
using SegmentationUpdates.Messaging.Clients;

namespace SegmentationUpdates.Messaging.Tests.Clients;

public class KafkaClientDefaultsTests
{
    [Fact]
    public void Offsets_are_committed_by_nobody_but_the_ingestion()
    {
        var config = new ConsumerConfig { EnableAutoCommit = true, EnableAutoOffsetStore = true };
        KafkaClientDefaults.Apply(config);

        Assert.False(config.EnableAutoCommit);
        Assert.False(config.EnableAutoOffsetStore);
        Assert.Equal(AutoOffsetReset.Earliest, config.AutoOffsetReset);
        Assert.True(config.EnablePartitionEof);
    }

    [Theory]
    [InlineData(null, KafkaClientDefaults.ConsumerGroup)]
    [InlineData("replay", "replay")]
    public void The_group_is_the_pipelines_unless_another_is_named(string? named, string group)
    {
        var config = new ConsumerConfig { GroupId = named };
        KafkaClientDefaults.Apply(config);

        Assert.Equal(group, config.GroupId);
    }

    [Fact]
    public void A_consumer_that_died_keeps_its_partitions_from_the_others_for_ten_seconds_unless_another_time_is_set()
    {
        var config = new ConsumerConfig();
        KafkaClientDefaults.Apply(config);
        var patient = new ConsumerConfig { SessionTimeoutMs = 60_000 };
        KafkaClientDefaults.Apply(patient);

        Assert.Equal((10_000, 60_000), (config.SessionTimeoutMs, patient.SessionTimeoutMs));
    }

    [Theory]
    [InlineData(GroupProtocol.Classic)]
    [InlineData(GroupProtocol.Consumer)]
    public void The_client_accepts_the_settings_with_either_group_protocol(GroupProtocol protocol)
    {
        var early = new ConsumerConfig { GroupProtocol = protocol };
        KafkaClientDefaults.Apply(early);
        var late = new ConsumerConfig();
        KafkaClientDefaults.Apply(late);
        late.GroupProtocol = protocol;
        KafkaClientDefaults.FitGroupProtocol(late);

        // It refuses what the protocol has no use for.
        new ConsumerBuilder<Ignore, Ignore>(early).Build().Dispose();
        new ConsumerBuilder<Ignore, Ignore>(late).Build().Dispose();
    }

    [Fact]
    public void Writes_are_acknowledged_by_all_replicas_and_arrive_once()
    {
        var config = new ProducerConfig { Acks = Acks.Leader, EnableIdempotence = false };
        KafkaClientDefaults.Apply(config);

        Assert.Equal(Acks.All, config.Acks);
        Assert.True(config.EnableIdempotence);
        Assert.True(config.EnableDeliveryReports);
    }
}
