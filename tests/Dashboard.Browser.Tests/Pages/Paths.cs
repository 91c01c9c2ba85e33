namespace SegmentationUpdates.Dashboard.Browser.Tests.Pages;

/// <summary>Every page there is, and states that look different.</summary>
public sealed class Paths : TheoryData<string>
{
    public static readonly string[] All =
        ["/", "/segments", "/customers", "/customers/7", "/customers/999999", "/models", "/login", "/not-found"];

    public Paths() => AddRange(All);

    /// <summary>A name for files.</summary>
    public static string Name(string path) => path == "/" ? "overview" : path[1..].Replace('/', '-');
}
