using Confluent.Kafka;
using SegmentationUpdates.Messaging.Transactions;

namespace SegmentationUpdates.Standalone.History;

/// <summary>Sends transactions as fast as Kafka takes them.</summary>
/// <param name="producer">Its buffer is the limit of what is under way.</param>
/// <param name="topic">Of the transactions.</param>
/// <param name="isHeld">Whether to wait, because the broker can hold no more; null for a broker that holds everything.</param>
internal sealed class HistorySender(IProducer<byte[], byte[]> producer, string topic, Func<long, bool>? isHeld)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private long _sent;
    private long _failed;
    private string? _reason;

    /// <summary>Transactions that Kafka did not take.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>Why, of one of them.</summary>
    public string? Reason => _reason;

    public async ValueTask SendAsync(Transaction transaction, CancellationToken cancellationToken)
    {
        while (isHeld is not null && isHeld(_sent))
        {
            await Task.Delay(Pause, cancellationToken);
        }

        var message = new Message<byte[], byte[]> { Key = TransactionCodec.EncodeKey(transaction), Value = TransactionCodec.Encode(transaction) };
        while (!TryProduce(message))
        {
            await Task.Delay(Pause, cancellationToken);
        }

        _sent++;
    }

    /// <summary>Returns when Kafka has everything, or has given it back.</summary>
    public Task FlushAsync() => Task.Run(() => producer.Flush(CancellationToken.None));

    private bool TryProduce(Message<byte[], byte[]> message)
    {
        try
        {
            producer.Produce(topic, message, OnDelivery);
            return true;
        }
        catch (ProduceException<byte[], byte[]> e) when (e.Error.Code == ErrorCode.Local_QueueFull)
        {
            return false;
        }
    }

    private void OnDelivery(DeliveryReport<byte[], byte[]> report)
    {
        if (report.Error.IsError)
        {
            _reason ??= report.Error.Reason;
            Interlocked.Increment(ref _failed);
        }
    }
}
