using SegmentationUpdates.AppHost.Settings;

namespace SegmentationUpdates.AppHost.Tests.Running;

public sealed class ContainerTests
{
    [Fact]
    public async Task The_application_runs_on_containers_too()
    {
        var engine = ContainerEngine.Find(out var trouble);
        Assert.SkipWhen(engine is null, $"needs an engine for Linux containers: {trouble}");
        await using var application = await RunningApplication.StartAsync(Model.ApplicationModel.Containers);

        await application.WaitUntilHealthyAsync("segmentation");
        await application.WaitUntilHealthyAsync("consumer", instances: 2);
        await application.WaitUntilHealthyAsync("producer");
        await application.WaitUntilHealthyAsync("dashboard");
        await application.DeliverAsync(more: 1_000);
        await application.SettleAsync();
    }
}
