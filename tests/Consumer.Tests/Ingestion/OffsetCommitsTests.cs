using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using SegmentationUpdates.Consumer.Ingestion;

namespace SegmentationUpdates.Consumer.Tests.Ingestion;

public class OffsetCommitsTests
{
    private readonly List<TopicPartitionOffset[]> _committed = [];
    private bool _isRefused;

    [Fact]
    public void What_the_broker_refused_is_committed_with_the_next()
    {
        var commits = Commits();
        _isRefused = true;
        commits.Commit([Offset(0, 10), Offset(1, 20)]);
        _isRefused = false;

        commits.Commit([Offset(1, 21)]);

        Assert.Equal([Offset(0, 10), Offset(1, 21)], Assert.Single(_committed).OrderBy(offset => offset.Partition.Value));
        commits.CommitPending();
        Assert.Single(_committed);
    }

    [Fact]
    public void An_offset_of_a_partition_that_went_to_another_consumer_is_never_committed()
    {
        var commits = Commits();
        _isRefused = true;
        commits.Commit([Offset(0, 10), Offset(1, 20)]);
        _isRefused = false;

        commits.Forget([Offset(0, 0).TopicPartition]);
        commits.CommitPending();

        Assert.Equal([Offset(1, 20)], Assert.Single(_committed));
    }

    private OffsetCommits Commits() => new(
        ScriptedConsumer.Create(offsets =>
        {
            if (_isRefused)
            {
                throw new KafkaException(ErrorCode.RebalanceInProgress);
            }

            _committed.Add([.. offsets]);
        }),
        NullLogger<OffsetCommits>.Instance);

    private static TopicPartitionOffset Offset(int partition, long offset) => new("transactions", partition, offset);
}
