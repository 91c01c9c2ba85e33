namespace SegmentationUpdates.Standalone.Tests.LocalServices;

/// <summary>Like mktemp -d: nobody but its owner may enter it. Its name has a space and letters outside ASCII.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Location { get; } = Directory.CreateTempSubdirectory("segmentation tést ").FullName;

    public string Data => Path.Combine(Location, "dätä");

    public void Dispose() => Directory.Delete(Location, recursive: true);
}
