using Confluent.Kafka;
using SegmentationUpdates.Pipeline.Messaging;

namespace SegmentationUpdates.Pipeline.Tests.Messaging;

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
    public void Writes_are_acknowledged_by_all_replicas_and_arrive_once()
    {
        var config = new ProducerConfig { Acks = Acks.Leader, EnableIdempotence = false };
        KafkaClientDefaults.Apply(config);

        Assert.Equal(Acks.All, config.Acks);
        Assert.True(config.EnableIdempotence);
        Assert.True(config.EnableDeliveryReports);
    }
}
