using Confluent.Kafka;
using Microsoft.Extensions.Options;
using SegmentationUpdates.Pipeline.Customers;
using SegmentationUpdates.Pipeline.Migration;
using SegmentationUpdates.Standalone.LocalServices;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>What to tell a user of an error that a user can do something about; anything else is a defect of this program.</summary>
internal static class ErrorMessages
{
    /// <returns>Null for an error that nobody foresaw.</returns>
    public static string? For(Exception exception) => exception switch
    {
        OperationCanceledException => "stopped before it was finished",
        CommandException or CustomerFileException or LocalServiceException or SchemaMigrationException
            or MigrationSettingsException => exception.Message,
        OptionsValidationException e => $"the configuration is not valid: {string.Join("; ", e.Failures)}",

        // The binder's, for a value of another type: it has no exception of its own.
        InvalidOperationException { Message: var message } when message.StartsWith("Failed to convert configuration value", StringComparison.Ordinal) =>
            $"the configuration is not valid: {message}",
        KafkaException e => $"Kafka failed: {e.Error.Reason}",
        Npgsql.NpgsqlException e => $"PostgreSQL failed: {e.Message}",
        IOException or UnauthorizedAccessException => exception.Message,
        _ => null,
    };
}
