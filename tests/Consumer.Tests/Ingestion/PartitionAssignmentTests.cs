using Confluent.Kafka;
using SegmentationUpdates.Consumer.Ingestion;

namespace SegmentationUpdates.Consumer.Tests.Ingestion;

public class PartitionAssignmentTests
{
    [Fact]
    public void Partitions_taken_away_in_several_rebalances_are_told_once()
    {
        var assignment = new PartitionAssignment();
        assignment.Revoke([Partition(1), Partition(2)]);
        assignment.Revoke([Partition(2), Partition(5)]);

        Assert.Equal([Partition(1), Partition(2), Partition(5)], assignment.TakeRevoked().Order());
        Assert.Empty(assignment.TakeRevoked());
        Assert.Equal(2, assignment.Revocations);
    }

    [Fact]
    public void What_was_told_does_not_change_afterwards()
    {
        var assignment = new PartitionAssignment();
        assignment.Revoke([Partition(1)]);
        var told = assignment.TakeRevoked();
        assignment.Revoke([Partition(2)]);

        Assert.Equal([Partition(1)], told);
        Assert.Equal([Partition(2)], assignment.TakeRevoked());
    }

    private static TopicPartition Partition(int partition) => new("transactions", partition);
}
