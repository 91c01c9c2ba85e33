using Confluent.Kafka;
using SegmentationUpdates.LocalServices;
using SegmentationUpdates.Messaging.Topics;
using SegmentationUpdates.Migrations;
using SegmentationUpdates.Tables.Sources;

namespace SegmentationUpdates.Standalone.Errors;

/// <summary>What to tell a user of an error that a user can do something about; anything else is a defect of this program.</summary>
internal static class ErrorMessages
{
    /// <returns>Null for an error that nobody foresaw.</returns>
    public static string? For(Exception exception) => exception switch
    {
        OperationCanceledException => "stopped before it was finished",
        CommandException or TableException or LocalServiceException or SchemaMigrationException
            or MigrationSettingsException or TopicsException => exception.Message,
        KafkaException e => $"Kafka failed: {e.Error.Reason}",
        Npgsql.NpgsqlException e => $"PostgreSQL failed: {e.Message}",
        IOException or UnauthorizedAccessException => exception.Message,
        _ => null,
    };
}
