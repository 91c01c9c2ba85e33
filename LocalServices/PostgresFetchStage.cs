namespace SegmentationUpdates.LocalServices;

public enum PostgresFetchStage
{
    /// <summary>Another process fetches the same.</summary>
    Waiting,
    Fetching,
    Unpacking,

    /// <summary>Done.</summary>
    Kept,
}
