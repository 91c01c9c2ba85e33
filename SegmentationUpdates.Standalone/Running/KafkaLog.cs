using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace SegmentationUpdates.Standalone.Running;

/// <summary>A Kafka client's own messages, in our log instead of on standard error. Thread-safe.</summary>
internal sealed partial class KafkaLog(ILogger logger, TimeProvider time)
{
    // librdkafka's name for connections that broke or were refused. While a broker is away it tries twenty times a second.
    private const string FailedConnection = "FAIL";
    private static readonly TimeSpan FailedConnectionInterval = TimeSpan.FromSeconds(5);

    private readonly Lock _failing = new();
    private DateTimeOffset _lastFailedConnection = DateTimeOffset.MinValue;

    public void Write(LogMessage message)
    {
        if (message.Facility == FailedConnection && !IsFailedConnectionDue())
        {
            return;
        }

        var level = (LogLevel)message.LevelAs(LogLevelType.MicrosoftExtensionsLogging);

        // What the client calls an error (a connection that broke, a request that timed out) it repairs by itself.
        LogClientMessage(level >= LogLevel.Error ? LogLevel.Warning : level, message.Name, message.Message);
    }

    public void Write(Error error) => LogClientError(error.IsFatal ? LogLevel.Error : LogLevel.Debug, error.Reason);

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
