using SegmentationUpdates.AppHost.Tests.Model;

namespace SegmentationUpdates.AppHost.Tests.Publishing;

public sealed class PublishedCommandTests
{
    [Fact]
    public async Task What_is_published_cannot_be_reset()
    {
        await using var model = await ApplicationModel.CreateAsync("--operation", "publish", "--step", "publish", "--clear-cache", "true");

        Assert.DoesNotContain(model.Annotations<ResourceCommandAnnotation>("consumer"), command => command.DisplayName == "Reset the data");
        Assert.DoesNotContain("Segmentation__Operations__AllowReset", (await model.EnvironmentAsync("consumer")).Keys);
    }
}
