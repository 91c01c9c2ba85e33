namespace SegmentationUpdates.TestKit;

/// <summary>Like mktemp -d: nobody but its owner may enter it. Its name has a space and letters outside ASCII.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Location { get; } = Directory.CreateTempSubdirectory("segmentation tést ").FullName;

    /// <summary>A folder in it that is not there yet.</summary>
    public string Data => this["dätä"];

    /// <summary>Names of the files in it, in order.</summary>
    public string[] Files => [.. Directory.GetFiles(Location).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];

    public string this[string name] => Path.Combine(Location, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this[name];
    }

    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(this[name], bytes);
        return this[name];
    }

    public void Dispose() => Directory.Delete(Location, recursive: true);
}
