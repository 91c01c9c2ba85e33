using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Options;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Messaging.Topics;
using SegmentationUpdates.Messaging.Transactions;

namespace SegmentationUpdates.Producer.Simulation;

/// <summary>
/// Sends transactions without waiting for each: the client batches and retries, the delivery handler counts what the broker has
/// acknowledged. A full client buffer makes the caller wait, so a broker that is away costs no memory without bound and no transaction.
/// So does a topic that the broker does not know: one that has just been restarted may answer before it knows its topics again, and the
/// client then gives back whatever it holds. That is sent again; a transaction that had arrived all the same is known by its id.
/// </summary>
internal sealed partial class TransactionPublisher
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan UnknownTopicWarningInterval = TimeSpan.FromSeconds(10);

    // A trace a second is enough to look at, and hours of them fit into the Aspire dashboard.
    private static readonly TimeSpan TraceInterval = TimeSpan.FromSeconds(1);

    private readonly IProducer<byte[], byte[]> _producer;
    private readonly string _topic;
    private readonly SimulationCounters _counters;
    private readonly TimeProvider _time;
    private readonly ILogger<TransactionPublisher> _logger;
    private readonly ConcurrentQueue<Message<byte[], byte[]>> _returned = new();
    private readonly Lock _accounting = new();
    private readonly TraceRate _traced;
    private long _lastUnknownTopic;
    private bool _isClosed;

    public TransactionPublisher(
        IProducer<byte[], byte[]> producer,
        IOptions<TopicOptions> topics,
        SimulationCounters counters,
        TimeProvider time,
        ILogger<TransactionPublisher> logger)
    {
        _producer = producer;
        _topic = topics.Value.Transactions;
        _counters = counters;
        _time = time;
        _logger = logger;
        _traced = new TraceRate(time, TraceInterval);
    }

    /// <exception cref="ProduceException{TKey, TValue}">The client refuses the message for good.</exception>
    public async ValueTask PublishAsync(Transaction transaction, CancellationToken cancellationToken)
    {
        var message = new Message<byte[], byte[]>
        {
            Key = TransactionCodec.EncodeKey(transaction),
            Value = TransactionCodec.Encode(transaction),
        };

        while (!TrySendReturned())
        {
            await Task.Delay(Pause, cancellationToken);
        }

        var onDelivery = Trace(message) ?? (report => OnDelivery(message, report));
        while (!TrySend(message, onDelivery))
        {
            await Task.Delay(Pause, cancellationToken);
        }

        _counters.CountSent();
    }

    /// <summary>
    /// Waits until everything sent is acknowledged, or the time is up; says and counts what was not. The account is closed then: an
    /// acknowledgement that comes later changes nothing.
    /// </summary>
    public async Task FlushAsync(TimeSpan timeout)
    {
        var started = Stopwatch.GetTimestamp();
        while (timeout - Stopwatch.GetElapsedTime(started) is var rest && rest > TimeSpan.Zero)
        {
            if (!TrySendReturned())
            {
                await Task.Delay(Pause); // There is nothing to wait on for a topic.
            }
            else if (await Task.Run(() => _producer.Flush(rest)) == 0 && _returned.IsEmpty)
            {
                break;
            }
        }

        long left;
        lock (_accounting)
        {
            _isClosed = true;
            left = _counters.Sent - _counters.Delivered - _counters.Failed;
            _counters.CountFailed(left);
        }

        if (left > 0)
        {
            LogNotDelivered(left, timeout.TotalSeconds);
        }
    }

    private bool TrySendReturned()
    {
        while (_returned.TryPeek(out var message))
        {
            if (!TrySend(message, report => OnDelivery(message, report)))
            {
                return false;
            }

            _returned.TryDequeue(out _);
        }

        return true;
    }

    // False when the client takes nothing at the moment.
    private bool TrySend(Message<byte[], byte[]> message, Action<DeliveryReport<byte[], byte[]>> onDelivery)
    {
        try
        {
            _producer.Produce(_topic, message, onDelivery);
            return true;
        }
        catch (ProduceException<byte[], byte[]> e) when (e.Error.Code == ErrorCode.Local_QueueFull)
        {
            return false;
        }
        catch (ProduceException<byte[], byte[]> e) when (IsUnknownTopic(e.Error))
        {
            if (_lastUnknownTopic == 0 || _time.GetElapsedTime(_lastUnknownTopic) >= UnknownTopicWarningInterval)
            {
                _lastUnknownTopic = _time.GetTimestamp();
                LogUnknownTopic(_topic, e.Error.Reason);
            }

            return false;
        }
    }

    private static bool IsUnknownTopic(Error error) =>
        error.Code is ErrorCode.Local_UnknownTopic or ErrorCode.Local_UnknownPartition or ErrorCode.UnknownTopicOrPart;

    // The message carries its span's context, so that the batch that ingests it can name it as one of its causes.
    private Action<DeliveryReport<byte[], byte[]>>? Trace(Message<byte[], byte[]> message)
    {
        if (!SimulationTelemetry.Source.HasListeners() || !_traced.IsDue())
        {
            return null;
        }

        if (SimulationTelemetry.StartSend(_topic, message.Key) is not { } activity)
        {
            return null;
        }

        message.Headers = new Headers { { "traceparent", Encoding.UTF8.GetBytes(activity.Id!) } };

        // It ends with the acknowledgement, on another thread; nothing else that this one does is part of it.
        Activity.Current = activity.Parent;
        return report =>
        {
            activity.SetTag("messaging.destination.partition.id", report.Partition.Value.ToString());
            activity.SetTag("messaging.kafka.offset", report.Offset.Value);
            if (report.Error.IsError)
            {
                activity.SetStatus(ActivityStatusCode.Error, report.Error.Reason);
            }

            activity.Dispose();
            OnDelivery(message, report);
        };
    }

    private void OnDelivery(Message<byte[], byte[]> message, DeliveryReport<byte[], byte[]> report)
    {
        lock (_accounting)
        {
            if (_isClosed)
            {
                return;
            }

            if (!report.Error.IsError)
            {
                _counters.CountDelivered(_time.GetUtcNow());
                return;
            }

            if (IsUnknownTopic(report.Error))
            {
                _returned.Enqueue(message);
                return;
            }

            _counters.CountFailed();
        }

        LogDeliveryFailed(report.Error.Reason);
    }

    [LoggerMessage(1, LogLevel.Error, "A transaction was not delivered: {Reason}")]
    private partial void LogDeliveryFailed(string reason);

    [LoggerMessage(2, LogLevel.Error, "{Count} transactions were not delivered within {Seconds} s of the stop")]
    private partial void LogNotDelivered(long count, double seconds);

    [LoggerMessage(3, LogLevel.Warning, "Kafka does not know the topic {Topic} ({Reason}); waiting for it")]
    private partial void LogUnknownTopic(string topic, string reason);
}
