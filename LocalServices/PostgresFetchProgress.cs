namespace SegmentationUpdates.LocalServices;

/// <summary>How far the fetching of PostgreSQL's server programs is.</summary>
/// <param name="Stage">What is done now.</param>
/// <param name="Version">Of PostgreSQL.</param>
/// <param name="Folder">Where the programs are kept.</param>
/// <param name="Bytes">What has come of the packed file.</param>
/// <param name="TotalBytes">Its size.</param>
public sealed record PostgresFetchProgress(PostgresFetchStage Stage, string Version, string Folder, long Bytes, long TotalBytes);
