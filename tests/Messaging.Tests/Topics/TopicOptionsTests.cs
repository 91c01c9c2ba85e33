using SegmentationUpdates.Messaging.Topics;

namespace SegmentationUpdates.Messaging.Tests.Topics;

public class TopicOptionsTests
{
    [Fact]
    public void What_is_keyed_by_customer_is_spread_over_partitions()
    {
        var topics = new TopicOptions { Transactions = "t", DeadLetters = "d", Producers = "p", SegmentChanges = "s", SegmentNames = "n", Partitions = 12 };

        // One partition of producers: its offsets are the producers' numbers.
        Assert.Equal(
            [("d", 1), ("n", 1), ("p", 1), ("s", 12), ("t", 12)], topics.PartitionsByTopic.Select(topic => (topic.Key, topic.Value)).Order());
    }
}
