using Confluent.Kafka;

namespace SegmentationUpdates.Messaging.Clients;

/// <summary>Finds out whether a broker answers, and if not, why.</summary>
public static class KafkaCheck
{
    private static readonly Error NoAnswer = new(ErrorCode.Local_TimedOut, "nothing was answered in time");

    /// <summary>Returns when a broker answers. A broker that is only not there yet is waited for.</summary>
    /// <param name="config">How to connect.</param>
    /// <param name="timeout">How long to wait for an answer. A reason that no waiting mends ends it at once.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="KafkaUnavailableException">None answers.</exception>
    public static async Task RunAsync(AdminClientConfig config, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(config);
        var reasons = new KafkaReasons(config.BootstrapServers.Split(',').Length);
        var admin = new AdminClientBuilder(config)
            .SetLogHandler((_, message) => reasons.Write(message))
            .SetErrorHandler((_, error) => reasons.Write(error))
            .Build();
        var asking = Task.Run(() => admin.GetMetadata(timeout), CancellationToken.None);

        // The call cannot be cancelled: whoever does not wait for it leaves the client to it.
        _ = asking.ContinueWith(_ => admin.Dispose(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        if (await Task.WhenAny(asking, reasons.Final).WaitAsync(cancellationToken) == reasons.Final)
        {
            _ = asking.ContinueWith(task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            throw new KafkaUnavailableException(reasons.Of(NoAnswer));
        }

        try
        {
            await asking;
        }
        catch (KafkaException e)
        {
            throw new KafkaUnavailableException(reasons.Of(e.Error.Code == ErrorCode.Local_Transport ? NoAnswer : e.Error), e);
        }
    }
}
