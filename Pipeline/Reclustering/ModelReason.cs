namespace SegmentationUpdates.Pipeline.Reclustering;

/// <summary>What asked for a model.</summary>
public static class ModelReason
{
    /// <summary>There was none.</summary>
    public const string Initial = "initial";

    /// <summary>The interval was over and there were new transactions.</summary>
    public const string Schedule = "schedule";

    /// <summary>Somebody asked for it.</summary>
    public const string Request = "request";
}
