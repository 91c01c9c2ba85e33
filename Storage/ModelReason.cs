namespace SegmentationUpdates.Storage;

/// <summary>What asked for a model, or for its becoming active.</summary>
public static class ModelReason
{
    /// <summary>There was none.</summary>
    public const string Initial = "initial";

    /// <summary>The interval was over and there were new transactions.</summary>
    public const string Schedule = "schedule";

    /// <summary>Customers had moved too far away from the model before.</summary>
    public const string Drift = "drift";

    /// <summary>The centroids of the model before had followed the data for a while.</summary>
    public const string Online = "online";

    /// <summary>Somebody asked for it.</summary>
    public const string Request = "request";

    /// <summary>Only of an activation: somebody chose the version.</summary>
    public const string Manual = "manual";

    /// <summary>Only of an activation: somebody let go of a version that was activated by hand.</summary>
    public const string Unpin = "unpin";
}
