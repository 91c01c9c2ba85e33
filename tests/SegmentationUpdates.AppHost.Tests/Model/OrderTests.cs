namespace SegmentationUpdates.AppHost.Tests.Model;

public sealed class OrderTests
{
    [Theory]
    [InlineData(ApplicationModel.Containers, "kafka, postgres, segmentation")]
    [InlineData(ApplicationModel.Local, "kafka, segmentation")]
    [InlineData(ApplicationModel.External, "kafka, segmentation")]
    public async Task Migrations_wait_for_both_servers(string servers, string waits)
    {
        await using var model = await ApplicationModel.CreateAsync(servers);

        Assert.Equal(["kafka", "segmentation"], model.References("migrations"));
        Assert.Equal(waits.Split(", ").Select(server => $"{server}: WaitUntilHealthy"), model.Waits("migrations"));
    }

    [Fact]
    public async Task Local_servers_are_there_when_their_program_says_so()
    {
        await using var model = await ApplicationModel.CreateAsync(ApplicationModel.Local);

        Assert.Contains("local-services: WaitUntilHealthy", model.Waits("kafka"));
        Assert.Contains("local-services: WaitUntilHealthy", model.Waits("segmentation"));
        Assert.Single(model.Annotations<HealthCheckAnnotation>("local-services"));
    }

    [Theory]
    [InlineData(ApplicationModel.Containers)]
    [InlineData(ApplicationModel.Local)]
    [InlineData(ApplicationModel.External)]
    public async Task Consumers_wait_until_the_migrations_have_succeeded(string servers)
    {
        await using var model = await ApplicationModel.CreateAsync(servers);

        Assert.Equal(["kafka", "segmentation"], model.References("consumer"));
        Assert.Equal(["migrations: WaitForCompletion"], model.Waits("consumer"));
        Assert.Equal(0, Assert.Single(model.Annotations<WaitAnnotation>("consumer")).ExitCode);
    }

    [Theory]
    [InlineData(ApplicationModel.Containers)]
    [InlineData(ApplicationModel.Local)]
    [InlineData(ApplicationModel.External)]
    public async Task The_trainer_waits_until_the_migrations_have_succeeded(string servers)
    {
        await using var model = await ApplicationModel.CreateAsync(servers);

        Assert.Equal(["kafka", "segmentation"], model.References("trainer"));
        Assert.Equal(["migrations: WaitForCompletion"], model.Waits("trainer"));
        Assert.Equal(0, Assert.Single(model.Annotations<WaitAnnotation>("trainer")).ExitCode);
    }

    [Theory]
    [InlineData(ApplicationModel.Containers)]
    [InlineData(ApplicationModel.Local)]
    [InlineData(ApplicationModel.External)]
    public async Task The_producer_waits_until_consumers_and_trainer_are_healthy_and_knows_no_database(string servers)
    {
        await using var model = await ApplicationModel.CreateAsync(servers);

        Assert.Equal(["kafka"], model.References("producer"));
        Assert.Equal(["consumer: WaitUntilHealthy", "trainer: WaitUntilHealthy"], model.Waits("producer"));
    }

    [Theory]
    [InlineData(ApplicationModel.Containers)]
    [InlineData(ApplicationModel.Local)]
    [InlineData(ApplicationModel.External)]
    public async Task The_dashboard_waits_until_the_consumers_are_healthy(string servers)
    {
        await using var model = await ApplicationModel.CreateAsync(servers);

        Assert.Equal(["kafka", "segmentation"], model.References("dashboard"));
        Assert.Equal(["consumer: WaitUntilHealthy"], model.Waits("dashboard"));
    }
}
