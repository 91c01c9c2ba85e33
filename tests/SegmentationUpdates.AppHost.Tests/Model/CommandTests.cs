namespace SegmentationUpdates.AppHost.Tests.Model;

public sealed class CommandTests
{
    [Theory]
    [InlineData("trainer", "retrain", "Retrain now")]
    [InlineData("consumer", "reset", "Reset the data")]
    [InlineData("producer", "pause", "Pause")]
    [InlineData("producer", "resume", "Resume")]
    public async Task Buttons_say_what_they_do(string service, string name, string title)
    {
        await using var model = await ApplicationModel.CreateAsync();

        var command = Assert.Single(model.Annotations<ResourceCommandAnnotation>(service), command => command.DisplayName == title);
        Assert.NotEmpty(command.DisplayDescription!);
        Assert.NotEmpty(command.IconName!);
        Assert.Equal(name, command.Name);
    }

    [Fact]
    public async Task Only_what_loses_data_asks_for_confirmation()
    {
        await using var model = await ApplicationModel.CreateAsync();

        Assert.Equal(
            ["Reset the data"],
            model.Resources.SelectMany(resource => resource.Annotations.OfType<ResourceCommandAnnotation>())
                .Where(command => command.ConfirmationMessage is not null)
                .Select(command => command.DisplayName));
        Assert.Equal("true", (await model.EnvironmentAsync("consumer"))["Segmentation__Operations__AllowReset"]);
    }

    [Theory]
    [InlineData("trainer")]
    [InlineData("consumer")]
    [InlineData("producer")]
    public async Task Services_take_commands_from_who_has_the_dashboards_operator_key(string service)
    {
        await using var model = await ApplicationModel.CreateAsync();

        var key = Assert.IsType<ParameterResource>((await model.EnvironmentAsync(service))["Segmentation__Operations__OperatorKey"]);
        Assert.True(key.Secret);
        Assert.Same(key, (await model.EnvironmentAsync("dashboard"))["Segmentation__Dashboard__OperatorKey"]);
    }
}
