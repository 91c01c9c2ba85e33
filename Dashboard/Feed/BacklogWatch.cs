using Confluent.Kafka;
using SegmentationUpdates.Messaging.Topics;

namespace SegmentationUpdates.Dashboard.Feed;

/// <summary>Asks Kafka each second how far behind the consumers are, apart from the database: a broker that is away holds nothing up.</summary>
internal sealed class BacklogWatch(GroupLag? lag)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private volatile BacklogState? _current;

    /// <summary>Null before the first answer, and without a connection to Kafka.</summary>
    public BacklogState? Current => _current;

    public async Task WatchAsync(CancellationToken cancellationToken)
    {
        if (lag is null)
        {
            return;
        }

        using var timer = new PeriodicTimer(Interval);
        do
        {
            // The client blocks, for seconds when no broker answers.
            _current = await Task.Run(Measure, cancellationToken);
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private BacklogState Measure()
    {
        try
        {
            return new BacklogState(lag!.Measure(), Problem: null);
        }
        catch (KafkaException e)
        {
            return new BacklogState(Messages: null, e.Error.Reason);
        }
    }
}
