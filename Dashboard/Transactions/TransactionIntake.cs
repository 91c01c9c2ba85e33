using Confluent.Kafka;
using Microsoft.Extensions.Options;
using SegmentationUpdates.Dashboard.Feed;
using SegmentationUpdates.Dashboard.Settings;
using SegmentationUpdates.Messaging.Clients;
using SegmentationUpdates.Messaging.Topics;
using SegmentationUpdates.Messaging.Transactions;

namespace SegmentationUpdates.Dashboard.Transactions;

/// <summary>
/// Puts transactions into Kafka, keyed by customer, acknowledged by all its replicas. Takes no more than it can send, and nothing while the
/// consumers are too far behind. Connects with the first transaction. Thread-safe.
/// </summary>
internal sealed class TransactionIntake(
    ISegmentFeed feed,
    IOptions<DashboardOptions> options,
    IOptions<TopicOptions> topics,
    TimeProvider time,
    ProducerFactory? connect) : IDisposable
{
    private readonly SemaphoreSlim _connecting = new(1);
    private readonly Lock _ids = new();
    private IProducer<byte[], byte[]>? _producer;
    private TransactionIdGenerator? _generator;
    private int _inFlight;

    /// <summary>Ids for transactions that came without.</summary>
    /// <exception cref="KafkaException">There is no broker to get a number of our own from.</exception>
    public async Task<long[]> NextIdsAsync(int count, CancellationToken cancellationToken)
    {
        if (count == 0)
        {
            return [];
        }

        await ConnectAsync(cancellationToken);
        lock (_ids)
        {
            var ids = new long[count];
            for (var i = 0; i < count; i++)
            {
                ids[i] = _generator!.Next();
            }

            return ids;
        }
    }

    /// <summary>Why no transaction is taken now; null when they are.</summary>
    public IntakeRefusal? Refusal(int count)
    {
        if (connect is null)
        {
            return new IntakeRefusal(IsPermanent: true, "This dashboard has no connection to Kafka.");
        }

        return feed.Current.Backlog?.Messages is { } backlog && backlog >= options.Value.MaxBacklog
            ? new IntakeRefusal(IsPermanent: false, $"The consumers are {backlog:N0} transactions behind.")
            : Volatile.Read(ref _inFlight) + count > options.Value.TransactionsInFlight
                ? new IntakeRefusal(IsPermanent: false, $"More than {options.Value.TransactionsInFlight:N0} transactions wait for Kafka.")
                : null;
    }

    /// <summary>Returns when Kafka has them all.</summary>
    /// <exception cref="KafkaException">It has not: it may have some of them. Sending them again, with their ids, does no harm.</exception>
    public async Task SendAsync(IReadOnlyList<Transaction> transactions, CancellationToken cancellationToken)
    {
        var producer = await ConnectAsync(cancellationToken);
        Interlocked.Add(ref _inFlight, transactions.Count);
        try
        {
            // Not cancelled with the request: what is under way arrives, and who asked would not know.
            await Task.WhenAll(transactions.Select(transaction => producer.ProduceAsync(
                topics.Value.Transactions,
                new Message<byte[], byte[]>
                {
                    Key = TransactionCodec.EncodeKey(transaction),
                    Value = TransactionCodec.Encode(transaction),
                },
                CancellationToken.None)));
        }
        catch (KafkaException e) when (e.Error.EndsProducer())
        {
            // The next request gets another; of several that failed with it the first takes it away.
            if (Interlocked.CompareExchange(ref _producer, null, producer) == producer)
            {
                _ = Task.Run(producer.Dispose, CancellationToken.None); // Not on the client's own thread, for which disposing waits.
            }

            throw;
        }
        finally
        {
            Interlocked.Add(ref _inFlight, -transactions.Count);
        }
    }

    public void Dispose()
    {
        _producer?.Dispose();
        _connecting.Dispose();
    }

    private async Task<IProducer<byte[], byte[]>> ConnectAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _producer) is { } connected && _generator is not null)
        {
            return connected;
        }

        await _connecting.WaitAsync(cancellationToken);
        try
        {
            var producer = _producer ??= connect!(options.Value.DeliveryTimeout);
            _generator ??= new TransactionIdGenerator(
                time,
                options.Value.ProducerNumber ?? await ProducerNumber.LeaseAsync(producer, topics.Value.Producers, cancellationToken));
            return producer;
        }
        finally
        {
            _connecting.Release();
        }
    }
}

/// <param name="IsPermanent">Coming again does not help.</param>
/// <param name="Detail">Why, for a person.</param>
internal sealed record IntakeRefusal(bool IsPermanent, string Detail);
