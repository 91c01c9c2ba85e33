namespace SegmentationUpdates.LocalServices;

/// <summary>Who is behind the process id in a cluster's postmaster.pid.</summary>
internal enum PostmasterState
{
    /// <summary>No file, or no such process.</summary>
    Gone,

    /// <summary>A server of this cluster that this program started.</summary>
    Ours,

    /// <summary>A PostgreSQL server that may be using this cluster and that somebody else started.</summary>
    Foreign,

    /// <summary>Another program: the id was given out again, after a crash of the machine or in a new container.</summary>
    Unrelated,
}
