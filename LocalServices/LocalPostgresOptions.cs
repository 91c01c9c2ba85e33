namespace SegmentationUpdates.LocalServices;

/// <summary>How a private server is started.</summary>
public sealed record LocalPostgresOptions
{
    /// <summary>Forget the data of earlier runs.</summary>
    public bool Fresh { get; init; }

    /// <summary>Where clients look for it; null for any free port.</summary>
    public int? Port { get; init; }

    /// <summary>Whether server programs may be fetched when this machine has none.</summary>
    public bool Fetch { get; init; } = true;

    /// <summary>Hears of the fetching, on any thread. Without a fetch it hears nothing.</summary>
    public IProgress<PostgresFetchProgress>? FetchProgress { get; init; }
}
