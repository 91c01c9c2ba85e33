namespace SegmentationUpdates.AppHost.Tests.Publishing;

public sealed class NoPublishingTests
{
    [Fact]
    public async Task Publishing_without_its_packages_is_one_sentence()
    {
        var (exitCode, error) = await AppHostProcess.RunAsync("--operation", "publish", "--step", "publish");

        Assert.StartsWith("Publishing needs the packages Aspire.Hosting.Docker and Aspire.Hosting.Kubernetes", error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error);
        Assert.Equal(2, exitCode);
    }
}
