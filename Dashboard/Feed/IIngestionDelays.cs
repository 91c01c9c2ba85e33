namespace SegmentationUpdates.Dashboard.Feed;

/// <summary>The delays of an ingestion in this process, measured to the commit. Without one they are estimated from the tables.</summary>
public interface IIngestionDelays
{
    /// <summary>Those since the last call; null when nothing was ingested. For one reader.</summary>
    DelayState? Take();
}
