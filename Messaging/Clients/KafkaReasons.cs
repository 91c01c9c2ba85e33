using Confluent.Kafka;

namespace SegmentationUpdates.Messaging.Clients;

/// <summary>Listens to what a client says of its connections, and keeps the last reason of each address. Thread-safe.</summary>
/// <param name="servers">How many addresses the client was given.</param>
internal sealed class KafkaReasons(int servers)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, KafkaReason> _byAddress = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _final = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private KafkaReason? _last;

    /// <summary>Completes when no address is left that could still answer.</summary>
    public Task Final => _final.Task;

    /// <summary>For the client's error handler.</summary>
    public void Write(Error error)
    {
        // A summary of the others.
        if (error.Code != ErrorCode.Local_AllBrokersDown)
        {
            Add(error.Reason, KafkaReason.Of(error));
        }
    }

    /// <summary>For the client's log handler: a connection that the other side closes is no error to the client.</summary>
    public void Write(LogMessage message)
    {
        if (message.Facility == "FAIL" && message.Message.Contains(": Disconnected: ", StringComparison.Ordinal))
        {
            Add(message.Message, KafkaReason.Of(new Error(ErrorCode.Local_Transport, message.Message)));
        }
    }

    /// <summary>The reason why a call failed: the client's own, else the call's error.</summary>
    public KafkaReason Of(Error error)
    {
        lock (_lock)
        {
            return _byAddress.Values.FirstOrDefault(reason => reason.IsFinal) ?? _last ?? KafkaReason.Of(error);
        }
    }

    private void Add(string message, KafkaReason reason)
    {
        var address = message.Split("/bootstrap", StringSplitOptions.None)[0];
        lock (_lock)
        {
            _last = reason;

            // After a reason that is final the same address may also say that the connection is gone.
            if (!_byAddress.TryGetValue(address, out var known) || !known.IsFinal)
            {
                _byAddress[address] = reason;
            }

            if (_byAddress.Count >= servers && _byAddress.Values.All(each => each.IsFinal))
            {
                _final.TrySetResult();
            }
        }
    }
}
