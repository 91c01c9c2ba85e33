using Confluent.Kafka;
using SegmentationUpdates.Messaging.Clients;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Trainer.Publishing;

/// <summary>
/// Sends batches in transactions of Kafka. When it begins, the brokers end what its predecessor left open, and refuse everything that this one
/// still sends: a leader that lost its session of the database, and has not noticed, cannot add an old change behind newer ones.
/// </summary>
internal sealed class FencedChangeWriter : IChangeWriter
{
    // The client's calls block, and go on from where they were when they are repeated: between two slices they can be cancelled.
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(2);

    private readonly IProducer<byte[], byte[]> _producer;
    private readonly string _topic;
    private readonly TimeProvider _time;

    private FencedChangeWriter(IProducer<byte[], byte[]> producer, string topic, TimeProvider time) =>
        (_producer, _topic, _time) = (producer, topic, time);

    public IClient Client => _producer;

    /// <summary>What the brokers know the publishers of a topic by: the same for all of them, of which one may write.</summary>
    public static string TransactionalId(string topic) => $"{topic}.publisher";

    /// <summary>Returns when no other can write any more. To call after the lead is taken and before the first change is read.</summary>
    /// <param name="build">Makes its producer.</param>
    /// <param name="topic">Where to.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends it without a writer.</param>
    /// <exception cref="KafkaException">No broker answers, or it has no transactions. With a new one it may succeed.</exception>
    public static async Task<FencedChangeWriter> BeginAsync(
        TransactionalProducerFactory build, string topic, TimeProvider time, CancellationToken cancellationToken)
    {
        var writer = new FencedChangeWriter(build(TransactionalId(topic)), topic, time);
        try
        {
            await writer.RepeatAsync(writer._producer.InitTransactions, Patience, cancellationToken);
            return writer;
        }
        catch (KafkaException e)
        {
            await writer.DisposeAsync();
            throw Passing(
                e,
                $"{TransactionalId(topic)} cannot begin a transaction, for which Kafka needs as many brokers as its "
                    + "transaction.state.log.replication.factor, and this user Write on that transactional id: ");
        }
        catch
        {
            await writer.DisposeAsync();
            throw;
        }
    }

    public Task WriteAsync(IReadOnlyList<SegmentChange> changes, CancellationToken cancellationToken) =>
        WriteAsync(() => [.. changes.Select(change => SendAsync(change, cancellationToken))], cancellationToken);

    public Task WriteAsync(string topic, Message<byte[], byte[]> message, CancellationToken cancellationToken) =>
        WriteAsync(() => [_producer.ProduceAsync(topic, message, cancellationToken)], cancellationToken);

    // Not at once: the client's threads are waited for.
    public ValueTask DisposeAsync() => new(Task.Run(_producer.Dispose));

    private async Task WriteAsync(Func<IReadOnlyList<Task>> send, CancellationToken cancellationToken)
    {
        try
        {
            _producer.BeginTransaction();
            var sent = send();

            // When one fails the client keeps the others until the transaction is ended.
            await foreach (var delivery in Task.WhenEach(sent).WithCancellation(cancellationToken))
            {
                await delivery;
            }

            await RepeatAsync(_producer.CommitTransaction, Patience, cancellationToken);
        }
        catch
        {
            if (await AbortAsync() is { } end)
            {
                throw Passing(end, "another has begun to publish, or Kafka has given this one up: ");
            }

            throw;
        }
    }

    private async Task SendAsync(SegmentChange change, CancellationToken cancellationToken)
    {
        var message = ChangeMessage.Of(change);
        using var activity = SegmentChangeTelemetry.StartSend(_topic, change, message);
        await _producer.ProduceAsync(_topic, message, cancellationToken);
    }

    /// <summary>
    /// Readers wait for an open transaction. That it could not be ended is no loss: whoever publishes next does it, or its time.
    /// </summary>
    /// <returns>What ended the producer for good; null when it would go on.</returns>
    private async Task<KafkaException?> AbortAsync()
    {
        try
        {
            await RepeatAsync(_producer.AbortTransaction, LastPatience, CancellationToken.None);
            return null;
        }
        catch (KafkaException e)
        {
            return e.Error.EndsProducer() || e.Error.Code == ErrorCode.Local_Fenced ? e : null;
        }
    }

    private async Task RepeatAsync(Action<TimeSpan> call, TimeSpan patience, CancellationToken cancellationToken)
    {
        for (var started = _time.GetTimestamp(); ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                await Task.Run(() => call(Slice), CancellationToken.None);
                return;
            }
            catch (KafkaRetriableException) when (_time.GetElapsedTime(started) < patience)
            {
                await Task.Delay(Pause, _time, cancellationToken);
            }
        }
    }

    // The next leader has a new producer, to which the error that ended this one is nothing.
    private static KafkaException Passing(KafkaException error, string words) =>
        new(new Error(ErrorCode.Local_Fail, $"{words}{error.Error.Reason}", isFatal: false), error);
}
