using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace SegmentationUpdates.Messaging.Clients;

/// <summary>A Kafka client's own messages, in our log instead of on standard error. Thread-safe.</summary>
public sealed partial class KafkaLog(ILogger logger, TimeProvider time)
{
    // librdkafka's name for connections that broke or were refused. While a broker is away it tries twenty times a second.
    private const string FailedConnection = "FAIL";
    private static readonly TimeSpan FailedConnectionInterval = TimeSpan.FromSeconds(5);

    private readonly Lock _failing = new();
    private DateTimeOffset _lastFailedConnection = DateTimeOffset.MinValue;

    /// <summary>For a client's log handler.</summary>
    public void Write(LogMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.Facility == FailedConnection && !IsFailedConnectionDue())
        {
            return;
        }

        var level = (LogLevel)message.LevelAs(LogLevelType.MicrosoftExtensionsLogging);

        // What the client calls an error (a connection that broke, a request that timed out) it repairs by itself.
        level = level >= LogLevel.Error ? LogLevel.Warning : level;
        if (logger.IsEnabled(level))
        {
            var words = KafkaReason.Words(message.Message);
            LogClientMessage(level, message.Name, words);
        }
    }

    /// <summary>For a client's error handler.</summary>
    public void Write(Error error)
    {
        ArgumentNullException.ThrowIfNull(error);
        var level = error.IsFatal ? LogLevel.Error : LogLevel.Debug;
        if (logger.IsEnabled(level))
        {
            var words = KafkaReason.Words(error.Reason);
            LogClientError(level, words);
        }
    }

    private bool IsFailedConnectionDue()
    {
        lock (_failing)
        {
            var isDue = time.GetUtcNow() - _lastFailedConnection >= FailedConnectionInterval;
            _lastFailedConnection = isDue ? time.GetUtcNow() : _lastFailedConnection;
            return isDue;
        }
    }

    [LoggerMessage(EventId = 1, Message = "{Client}: {Message}")]
    private partial void LogClientMessage(LogLevel level, string client, string message);

    [LoggerMessage(EventId = 2, Message = "Kafka: {Reason}")]
    private partial void LogClientError(LogLevel level, string reason);
}
