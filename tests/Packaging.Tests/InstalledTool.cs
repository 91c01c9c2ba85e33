[assembly: AssemblyFixture(typeof(SegmentationUpdates.Packaging.Tests.InstalledTool))]

namespace SegmentationUpdates.Packaging.Tests;

/// <summary>The tool, packed from what was built and installed from a folder, without any other feed.</summary>
public sealed class InstalledTool : IAsyncLifetime
{
    /// <summary>A folder to work in.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("segmentation tool ").FullName;

    public string Package => Path.Combine(Folder, "feed", $"SegmentationUpdates.{Build.Version}.nupkg");

    /// <summary>The command.</summary>
    public string Program => Path.Combine(Folder, "tool", OperatingSystem.IsWindows() ? "segmentation.exe" : "segmentation");

    public async ValueTask InitializeAsync()
    {
        var feed = Path.Combine(Folder, "feed");
        await Command.SucceedAsync(
            "dotnet", Build.RepositoryRoot, "pack", "SegmentationUpdates.Standalone", "--no-build", "-c", Build.Configuration, "-o", feed);
        var sources = Path.Combine(Folder, "nuget.config");
        await File.WriteAllTextAsync(
            sources,
            $"""<configuration><packageSources><clear /><add key="local" value="{feed}" /></packageSources></configuration>""",
            TestContext.Current.CancellationToken);
        await Command.SucceedAsync(
            "dotnet", Folder, "tool", "install", "SegmentationUpdates", "--tool-path", Path.Combine(Folder, "tool"), "--configfile", sources);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
