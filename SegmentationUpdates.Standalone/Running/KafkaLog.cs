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
        LogMessage(logger, level >= LogLevel.Error ? LogLevel.Warning : level, message.Name, message.Message);
    }

    public static void Write(ILogger logger, Error error) => LogError(logger, error.IsFatal ? LogLevel.Error : LogLevel.Debug, error.Reason);

    [LoggerMessage(1, "{Client}: {Message}")]
    private static partial void LogMessage(ILogger logger, LogLevel level, string client, string message);

    [LoggerMessage(2, "Kafka: {Reason}")]
    private static partial void LogError(ILogger logger, LogLevel level, string reason);
}
