namespace SegmentationUpdates.Dashboard.Components.Status;

public enum PartState
{
    Well,

    /// <summary>Somebody should have a look.</summary>
    Look,
    Down,
}
