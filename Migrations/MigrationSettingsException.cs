namespace SegmentationUpdates.Migrations;

/// <summary>The migrations are not told where to go. The message names the setting.</summary>
public sealed class MigrationSettingsException : Exception
{
    public MigrationSettingsException()
    {
    }

    public MigrationSettingsException(string message)
        : base(message)
    {
    }

    public MigrationSettingsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
