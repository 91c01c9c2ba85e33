namespace SegmentationUpdates.Migrations;

/// <summary>A script of db/ failed. The message names it and says what the database said.</summary>
public sealed class SchemaMigrationException(string message, Exception innerException) : Exception(message, innerException);
