using Confluent.Kafka;

namespace SegmentationUpdates.Messaging.Clients;

/// <summary>Makes a producer with the settings of the process.</summary>
public delegate IProducer<byte[], byte[]> KafkaProducerFactory();

/// <summary>
/// Sends by a producer, and by a new one after a fatal error: an idempotent producer that was refused a right, or lost its place in a
/// partition, never sends again, also when the cause is gone. Thread-safe.
/// </summary>
/// <param name="first">The producer to begin with; not disposed here as long as it works.</param>
/// <param name="build">Makes those after it.</param>
public sealed class LastingProducer(IProducer<byte[], byte[]> first, KafkaProducerFactory build) : IDisposable
{
    private readonly Lock _replacing = new();
    private IProducer<byte[], byte[]> _producer = first;
    private bool _isReplaced;
    private bool _isDisposed;

    /// <summary>The client of now, to ask the brokers by.</summary>
    public IClient Client => Volatile.Read(ref _producer);

    /// <summary>Returns when the brokers have acknowledged the message.</summary>
    /// <param name="topic">Where to.</param>
    /// <param name="message">What.</param>
    /// <param name="cancellationToken">The message may arrive all the same.</param>
    /// <param name="patience">
    /// After so long the producer counts as failed. A client that fails for good while it looks for a topic's leader can keep a message
    /// without a word until it expires. The message may arrive all the same, and out of order: for those whose order and number do not matter.
    /// </param>
    /// <exception cref="KafkaException">They have not. After a fatal error the next call sends by a new producer, so this one may be repeated.</exception>
    public async Task ProduceAsync(
        string topic, Message<byte[], byte[]> message, CancellationToken cancellationToken, TimeSpan? patience = null)
    {
        var producer = Volatile.Read(ref _producer);
        try
        {
            var delivery = producer.ProduceAsync(topic, message, cancellationToken);
            await (patience is { } limit ? delivery.WaitAsync(limit, cancellationToken) : delivery);
        }
        catch (TimeoutException e)
        {
            Replace(producer);
            throw new KafkaException(new Error(ErrorCode.Local_TimedOut, $"{topic} has not acknowledged a message within {patience}", isFatal: false), e);
        }
        catch (KafkaException e) when (e.Error.EndsProducer())
        {
            Replace(producer);
            throw new KafkaException(new Error(ErrorCode.Local_Fail, e.Error.Reason, isFatal: false), e);
        }
        catch (ObjectDisposedException e) when (producer != Volatile.Read(ref _producer))
        {
            throw new KafkaException(new Error(ErrorCode.Local_Fail, "the producer was replaced after a fatal error", isFatal: false), e);
        }
    }

    public void Dispose()
    {
        lock (_replacing)
        {
            _isDisposed = true;
            if (_isReplaced)
            {
                _producer.Dispose();
            }
        }
    }

    // Of many messages that fail together the first replaces the producer.
    private void Replace(IProducer<byte[], byte[]> failed)
    {
        lock (_replacing)
        {
            if (failed == _producer && !_isDisposed)
            {
                Volatile.Write(ref _producer, build());
                _isReplaced = true;

                // Not here: disposing waits for the client's thread, and this may be it.
                _ = Task.Run(failed.Dispose);
            }
        }
    }
}
