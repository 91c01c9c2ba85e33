using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace SegmentationUpdates.Standalone.Running;

/// <summary>The Kafka client's own messages, in our log instead of on standard error.</summary>
internal static partial class KafkaLog
{
    public static void Write(ILogger logger, LogMessage message)
    {
        var level = (LogLevel)message.LevelAs(LogLevelType.MicrosoftExtensionsLogging);

        // What the client calls an error (a connection that broke, a request that timed out) it repairs by itself.
        LogClientMessage(logger, level >= LogLevel.Error ? LogLevel.Warning : level, message.Name, message.Message);
    }

    public static void Write(ILogger logger, Error error) => LogClientError(logger, error.IsFatal ? LogLevel.Error : LogLevel.Debug, error.Reason);

    [LoggerMessage(EventId = 1, Message = "{Client}: {Message}")]
    private static partial void LogClientMessage(ILogger logger, LogLevel level, string client, string message);

    [LoggerMessage(EventId = 2, Message = "Kafka: {Reason}")]
    private static partial void LogClientError(ILogger logger, LogLevel level, string reason);
}
