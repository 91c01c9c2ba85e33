namespace SegmentationUpdates.Dashboard.Security;

/// <summary>What becomes of a connection that would stay open.</summary>
internal enum ConnectionRoom
{
    /// <summary>It is counted.</summary>
    Taken,

    /// <summary>Its address has as many as one may have.</summary>
    NoneForAddress,

    /// <summary>The dashboard has as many as it takes.</summary>
    None,
}
