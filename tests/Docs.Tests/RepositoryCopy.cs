using System.Reflection;
using SegmentationUpdates.Docs.Tests.Pages;
using SegmentationUpdates.Docs.Tests.Shell;
using SegmentationUpdates.LocalServices;
using SegmentationUpdates.Messaging.Topics;

namespace SegmentationUpdates.Docs.Tests;

/// <summary>What a reader has who has just cloned the repository: its files and nothing that was built, a home of their own, and a Kafka.</summary>
public sealed class RepositoryCopy : IAsyncLifetime
{
    private readonly string _home = Directory.CreateTempSubdirectory("segmentation-docs-").FullName;
    private InMemoryBroker? _broker;

    public static string Source { get; } = typeof(RepositoryCopy).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == nameof(RepositoryRoot)).Value!;

    /// <summary>The copy's root, where commands are typed.</summary>
    public string RepositoryRoot => Path.Combine(_home, "SegmentationUpdates");

    /// <summary>Where the documentation says <c>localhost:9092</c>.</summary>
    public string Kafka => _broker!.BootstrapServers;

    /// <summary>The reader has the tool.</summary>
    public bool IsInstalled { get; set; }

    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?>
    {
        // Tools of the reader's own, not of whoever runs the tests. Packages are those of this machine.
        ["DOTNET_CLI_HOME"] = _home,
        ["NUGET_PACKAGES"] = System.Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile), ".nuget", "packages"),
        ["PATH"] = $"{Path.Combine(_home, ".dotnet", "tools")}{Path.PathSeparator}{System.Environment.GetEnvironmentVariable("PATH")}",
        ["DOTNET_NOLOGO"] = "true",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "true",

        // No build process stays behind.
        ["MSBUILDDISABLENODEREUSE"] = "1",

        // They have checked these sources already, where the tests were built; here they would double the time of every build.
        ["RunAnalyzers"] = "false",

        // curl is to fail where a person would see that the answer is an error.
        ["CURL_HOME"] = _home,

        // The test runner's own settings are not the reader's.
        ["MSBUILD_EXE_PATH"] = null,
        ["MSBuildSDKsPath"] = null,
    };

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The commands are tried with the tools of Linux: bash, setsid, tar, curl.");
        Directory.CreateDirectory(RepositoryRoot);
        await File.WriteAllTextAsync(Path.Combine(_home, ".curlrc"), "fail-with-body\nsilent\nshow-error\n");
        using var copy = new ShellProcess(
            "git ls-files -z --cached --others --exclude-standard | tar --create --null --files-from=- --ignore-failed-read | tar --extract "
                + $"--directory='{RepositoryRoot}'",
            Source,
            new Dictionary<string, string?>());
        (await copy.EndAsync(TestContext.Current.CancellationToken)).AssertSuccess("copying the repository");
        _broker = InMemoryBroker.Start(new TopicOptions().PartitionsByTopic);
    }

    public ValueTask DisposeAsync()
    {
        _broker?.Dispose();
        Directory.Delete(_home, recursive: true);
        return ValueTask.CompletedTask;
    }

    internal static IReadOnlyList<MarkdownPage> Pages { get; } = MarkdownPage.All(Source);
}
