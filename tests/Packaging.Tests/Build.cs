using System.Reflection;

namespace SegmentationUpdates.Packaging.Tests;

/// <summary>What the build of these tests knows.</summary>
internal static class Build
{
    public static string RepositoryRoot { get; } = Value("RepositoryRoot");

    /// <summary>Debug or Release.</summary>
    public static string Configuration { get; } = Value("Configuration");

    public static string Version { get; } = Value("Version");

    private static string Value(string key) =>
        typeof(Build).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
