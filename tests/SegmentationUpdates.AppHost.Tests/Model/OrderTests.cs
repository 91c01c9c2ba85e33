namespace SegmentationUpdates.AppHost.Tests.Model;

public sealed class OrderTests
{
    [Fact]
    public async Task Migrations_wait_for_both_servers()
    {
        await using var model = await ApplicationModel.CreateAsync();

        Assert.Equal(["kafka", "segmentation"], model.References("migrations"));
        Assert.Equal(
            ["kafka: WaitUntilHealthy", "postgres: WaitUntilHealthy", "segmentation: WaitUntilHealthy"], model.Waits("migrations"));
    }

    [Fact]
    public async Task Consumers_wait_until_the_migrations_have_succeeded()
    {
        await using var model = await ApplicationModel.CreateAsync();

        Assert.Equal(["kafka", "postgres"], model.References("consumer"));
        Assert.Equal(["migrations: WaitForCompletion"], model.Waits("consumer"));
        Assert.Equal(0, Assert.Single(model.Annotations<WaitAnnotation>("consumer")).ExitCode);
    }

    [Fact]
    public async Task The_producer_waits_until_the_consumers_are_healthy_and_knows_no_database()
    {
        await using var model = await ApplicationModel.CreateAsync();

        Assert.Equal(["kafka"], model.References("producer"));
        Assert.Equal(["consumer: WaitUntilHealthy"], model.Waits("producer"));
    }

    [Fact]
    public async Task The_dashboard_waits_until_the_consumers_are_healthy()
    {
        await using var model = await ApplicationModel.CreateAsync();

        Assert.Equal(["kafka", "postgres"], model.References("dashboard"));
        Assert.Equal(["consumer: WaitUntilHealthy"], model.Waits("dashboard"));
    }
}
