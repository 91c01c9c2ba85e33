namespace SegmentationUpdates.AppHost.Tests.Publishing;

/// <summary>What the application model publishes, in a folder that is deleted again.</summary>
internal sealed class PublishedOutput : IDisposable
{
    public const string Password = "n0t-for-files";
    public const string ServicePassword = "n0r-this-one";
    public const string DashboardPassword = "not-this-0ne-either";
    public const string Key = "neither-th1s";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("segmentation-publish-");

    private PublishedOutput()
    {
    }

    /// <summary>Names of the files below the folder, with forward slashes.</summary>
    public IEnumerable<string> Files => _folder.EnumerateFiles("*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(_folder.FullName, file.FullName).Replace('\\', '/'));

    public static async Task<PublishedOutput> WriteAsync(params string[] settings)
    {
        var output = new PublishedOutput();
        try
        {
            // Without the cache, which would keep the parameters of one test for the next, in the user's folder.
            await using var model = await DistributedApplicationTestingBuilder.CreateAsync<Projects.SegmentationUpdates_AppHost>(
                [
                    "--operation", "publish", "--step", "publish", "--clear-cache", "true", "--output-path", output._folder.FullName,
                    $"--Parameters:postgres-password={Password}", $"--Parameters:service-password={ServicePassword}",
                    $"--Parameters:dashboard-password={DashboardPassword}",
                    $"--Parameters:operator-key={Key}", $"--Parameters:viewer-key={Key}", "--Logging:LogLevel:Default=Warning", .. settings,
                ],
                TestContext.Current.CancellationToken);
            await using var application = await model.BuildAsync(TestContext.Current.CancellationToken);
            await application.RunAsync(TestContext.Current.CancellationToken).WaitAsync(Limit, TestContext.Current.CancellationToken);
            return output;
        }
        catch
        {
            output.Dispose();
            throw;
        }
    }

    public string Read(string file) => File.ReadAllText(Path.Combine(_folder.FullName, file));

    public bool Mentions(string text) => Files.Any(file => Read(file).Contains(text, StringComparison.Ordinal));

    public void Dispose() => _folder.Delete(recursive: true);
}
