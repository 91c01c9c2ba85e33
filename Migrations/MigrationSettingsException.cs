namespace SegmentationUpdates.Migrations;

/// <summary>The migrations are not told where to go. The message names the setting.</summary>
public sealed class MigrationSettingsException(string message) : Exception(message);
