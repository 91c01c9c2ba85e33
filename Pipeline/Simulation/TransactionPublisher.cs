using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SegmentationUpdates.Pipeline.Messaging;
using SegmentationUpdates.Pipeline.Transactions;

namespace SegmentationUpdates.Pipeline.Simulation;

/// <summary>
/// Sends transactions without waiting for each: the client batches and retries, the delivery handler counts what the broker has
/// acknowledged. A full client buffer makes the caller wait, so a broker that is away costs no memory without bound and no transaction.
/// </summary>
internal sealed partial class TransactionPublisher
{
    private static readonly TimeSpan BufferFullPause = TimeSpan.FromMilliseconds(10);

    private readonly IProducer<byte[], byte[]> _producer;
    private readonly string _topic;
    private readonly SimulationCounters _counters;
    private readonly ILogger<TransactionPublisher> _logger;
    private readonly Action<DeliveryReport<byte[], byte[]>> _onDelivery;

    public TransactionPublisher(
        IProducer<byte[], byte[]> producer,
        IOptions<TopicOptions> topics,
        SimulationCounters counters,
        ILogger<TransactionPublisher> logger)
    {
        _producer = producer;
        _topic = topics.Value.Transactions;
        _counters = counters;
        _logger = logger;
        _onDelivery = OnDelivery;
    }

    /// <exception cref="ProduceException{TKey, TValue}">The client refuses the message for good.</exception>
    public async ValueTask PublishAsync(Transaction transaction, CancellationToken cancellationToken)
    {
        var message = new Message<byte[], byte[]>
        {
            Key = TransactionCodec.EncodeKey(transaction.CustomerId),
            Value = TransactionCodec.Encode(transaction),
            Timestamp = new Timestamp(transaction.Time, TimestampType.CreateTime),
        };

        while (true)
        {
            try
            {
                _producer.Produce(_topic, message, _onDelivery);
                _counters.CountSent();
                return;
            }
            catch (ProduceException<byte[], byte[]> e) when (e.Error.Code == ErrorCode.Local_QueueFull)
            {
                await Task.Delay(BufferFullPause, cancellationToken);
            }
        }
    }

    /// <summary>Waits until everything sent is acknowledged, or the time is up; says and counts what was not.</summary>
    public void Flush(TimeSpan timeout)
    {
        var left = _producer.Flush(timeout);
        if (left > 0)
        {
            _counters.CountFailed(left);
            LogNotDelivered(left, timeout.TotalSeconds);
        }
    }

    private void OnDelivery(DeliveryReport<byte[], byte[]> report)
    {
        if (report.Error.IsError)
        {
            _counters.CountFailed();
            LogDeliveryFailed(report.Error.Reason);
        }
        else
        {
            _counters.CountDelivered();
        }
    }

    [LoggerMessage(1, LogLevel.Error, "A transaction was not delivered: {Reason}")]
    private partial void LogDeliveryFailed(string reason);

    [LoggerMessage(2, LogLevel.Error, "{Count} transactions were not delivered within {Seconds} s of the stop")]
    private partial void LogNotDelivered(int count, double seconds);
}
