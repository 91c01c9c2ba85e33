namespace SegmentationUpdates.AppHost.Tests.Model;

public sealed class CommandTests
{
    [Theory]
    [InlineData("consumer", "Retrain now")]
    [InlineData("consumer", "Reset the data")]
    [InlineData("producer", "Pause")]
    [InlineData("producer", "Resume")]
    public async Task Buttons_say_what_they_do(string service, string title)
    {
        await using var model = await ApplicationModel.CreateAsync();

        var command = Assert.Single(model.Annotations<ResourceCommandAnnotation>(service), command => command.DisplayName == title);
        Assert.NotEmpty(command.DisplayDescription!);
        Assert.NotEmpty(command.IconName!);
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

    [Fact]
    public async Task What_is_published_cannot_be_reset()
    {
        await using var model = await ApplicationModel.CreateAsync("--operation", "publish", "--step", "publish", "--clear-cache", "true");

        Assert.DoesNotContain(model.Annotations<ResourceCommandAnnotation>("consumer"), command => command.DisplayName == "Reset the data");
        Assert.DoesNotContain("Segmentation__Operations__AllowReset", (await model.EnvironmentAsync("consumer")).Keys);
    }
}
