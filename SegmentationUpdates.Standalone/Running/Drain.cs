using Confluent.Kafka;
using SegmentationUpdates.Messaging.Topics;

namespace SegmentationUpdates.Standalone.Running;

/// <summary>Waits until the consumer group has finished everything that is in the topic.</summary>
internal static class Drain
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Returns when it has, or when one of the tokens says that nobody waits for it any more.</summary>
    public static async Task Wait(GroupLag lag, CancellationToken failed, CancellationToken abandoned)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(failed, abandoned);
        while (!ended.IsCancellationRequested && await Task.Run(() => IsBehind(lag), CancellationToken.None))
        {
            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    /// <summary>Whether there is something left; a broker that does not answer now may have something.</summary>
    public static bool IsBehind(GroupLag lag)
    {
        try
        {
            return lag.Measure() > 0;
        }
        catch (KafkaException)
        {
            return true;
        }
    }
}
