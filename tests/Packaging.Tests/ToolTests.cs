using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;

namespace SegmentationUpdates.Packaging.Tests;

/// <summary>The installed tool does what the built program does, from wherever it is started.</summary>
public sealed partial class ToolTests(InstalledTool tool) : IDisposable
{
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(tool.Folder, Guid.NewGuid().ToString("N"))).FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task It_says_its_version() =>
        Assert.StartsWith(Build.Version, await Command.SucceedAsync(tool.Program, _folder, "--version"), StringComparison.Ordinal);

    [Fact]
    public async Task The_package_has_its_readme_its_licence_and_no_symbols_of_native_code()
    {
        await using var package = await ZipFile.OpenReadAsync(tool.Package, Cancel);
        var names = package.Entries.Select(entry => entry.FullName).ToList();

        Assert.Contains("README.md", names);
        Assert.Contains("LICENSE", names);
        Assert.DoesNotContain(names, name => name.EndsWith(".dbg", StringComparison.Ordinal) || name.EndsWith(".dwarf", StringComparison.Ordinal));
        foreach (var system in (string[])["linux-x64", "linux-arm64", "osx-arm64", "win-x64"])
        {
            Assert.Contains(
                names,
                name => name.Contains($"runtimes/{system}/native/", StringComparison.Ordinal) && name.Contains("rdkafka", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task It_clusters_a_file_of_the_folder_that_it_is_started_in()
    {
        await Command.SucceedAsync(tool.Program, _folder, "generate", "--customers", "500", "--output", "customers.csv");

        var output = await Command.SucceedAsync(tool.Program, _folder, "cluster", "--customers", "customers.csv", "--output", "segments.csv");

        Assert.Contains("High-value", output, StringComparison.Ordinal);
        Assert.Equal(501, (await File.ReadAllLinesAsync(Path.Combine(_folder, "segments.csv"), Cancel)).Length);
    }

    [Fact]
    public async Task It_runs_the_pipeline_on_the_customers_that_came_with_it_and_serves_the_page_with_all_its_files()
    {
        using var run = Command.Start(tool.Program, _folder, "--rate", "100");
        var page = new Uri(Address().Match(await run.LineAsync("Dashboard: http")).Value);
        using var client = new HttpClient { BaseAddress = page };
        var html = await client.GetStringAsync(page, Cancel);
        var files = LinkedFile().Matches(html).Select(match => WebUtility.HtmlDecode(match.Groups["path"].Value)).Distinct(StringComparer.Ordinal).ToList();

        Assert.Contains(files, path => path.Contains("blazor.web", StringComparison.Ordinal));
        Assert.Contains(files, path => path.Contains("dashboard", StringComparison.Ordinal) && path.EndsWith(".css", StringComparison.Ordinal));
        foreach (var path in files)
        {
            using var response = await client.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute), Cancel);
            Assert.True(response.StatusCode == HttpStatusCode.OK, $"{path}: {response.StatusCode}");
            Assert.Equal(path.EndsWith(".js", StringComparison.Ordinal) ? "text/javascript" : "text/css", response.Content.Headers.ContentType?.MediaType);
            Assert.NotEmpty(await response.Content.ReadAsByteArrayAsync(Cancel));
        }

        await run.LineAsync("model 1");
        Assert.True(Directory.Exists(Path.Combine(_folder, ".data")), "The data is in the folder of whoever starts it.");
        await run.InterruptAsync();
        var (exitCode, output, errors) = await run.EndAsync();
        Assert.True(exitCode == 0, errors);
        Assert.Matches("summary: produced=[1-9]", output);
    }

    [GeneratedRegex("http://[^, ]+", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Address();

    [GeneratedRegex("<(link|script)[^>]*(href|src)=\"(?<path>[^\"]+\\.(css|js))\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex LinkedFile();
}
