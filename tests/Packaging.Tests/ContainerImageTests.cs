using System.Text.Json;

namespace SegmentationUpdates.Packaging.Tests;

/// <summary>What the SDK would make images of, as MSBuild computes it: that needs neither an engine nor a registry.</summary>
public sealed class ContainerImageTests
{
    public static TheoryData<string, string, string?> Images => new()
    {
        { "Migrations/Migrations.csproj", "migrations", null },
        { "Consumer/Consumer.csproj", "consumer", "8080" },
        { "Trainer/Trainer.csproj", "trainer", "8080" },
        { "Producer/Producer.csproj", "producer", "8080" },
        { "Dashboard/Dashboard.csproj", "dashboard", "8080" },
        { "SegmentationUpdates.Standalone/SegmentationUpdates.Standalone.csproj", "segmentation", "5080" },
    };

    [Theory]
    [MemberData(nameof(Images))]
    public async Task An_image_runs_as_an_unprivileged_user_and_says_what_it_is(string project, string repository, string? port)
    {
        using var image = await EvaluateAsync(
            project,
            "-t:ComputeContainerConfig",
            "-getProperty:ContainerUser,ContainerRepository,ContainerBaseImage",
            "-getItem:ContainerLabel,ContainerPort,ContainerImageTags",
            "-p:RepositoryType=git",
            "-p:PrivateRepositoryUrl=https://example.com/segmentation.git",
            "-p:SourceRevisionId=1234567");
        var properties = image.RootElement.GetProperty("Properties");
        var items = image.RootElement.GetProperty("Items");

        Assert.Equal("1654", properties.GetProperty("ContainerUser").GetString());
        Assert.Equal(repository, properties.GetProperty("ContainerRepository").GetString());
        Assert.Contains("/dotnet/aspnet:10.0", properties.GetProperty("ContainerBaseImage").GetString(), StringComparison.Ordinal);
        Assert.Equal([Build.Version, "latest"], Identities(items.GetProperty("ContainerImageTags")));
        Assert.Equal(port is null ? [] : [port], Identities(items.GetProperty("ContainerPort")));
        var labels = items.GetProperty("ContainerLabel").EnumerateArray()
            .ToDictionary(label => label.GetProperty("Identity").GetString()!, label => label.GetProperty("Value").GetString()!, StringComparer.Ordinal);
        Assert.Equal(Build.Version, labels["org.opencontainers.image.version"]);
        Assert.Equal("MIT", labels["org.opencontainers.image.licenses"]);
        Assert.Equal("https://example.com/segmentation", labels["org.opencontainers.image.source"]);
        Assert.Equal("1234567", labels["org.opencontainers.image.revision"]);
        Assert.StartsWith("Segmentation", labels["org.opencontainers.image.title"], StringComparison.Ordinal);
        var description = labels["org.opencontainers.image.description"];
        Assert.EndsWith(".", description, StringComparison.Ordinal);

        // Images for several architectures get their labels through a list that is split at colons.
        Assert.DoesNotContain(":", description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tag_that_is_given_takes_the_place_of_the_others()
    {
        using var image = await EvaluateAsync(
            "Migrations/Migrations.csproj", "-t:ComputeContainerConfig", "-getItem:ContainerImageTags", "-p:ContainerImageTag=1.0.0");

        Assert.Equal(["1.0.0"], Identities(image.RootElement.GetProperty("Items").GetProperty("ContainerImageTags")));
    }

    [Fact]
    public async Task One_command_makes_all_of_them()
    {
        using var images = await EvaluateAsync("deploy/Images.proj", "-getItem:Image");

        Assert.Equal(
            Images.Select(image => Path.GetFullPath(image.Data.Item1, Build.RepositoryRoot)),
            images.RootElement.GetProperty("Items").GetProperty("Image").EnumerateArray().Select(image => image.GetProperty("FullPath").GetString()));
    }

    private static IEnumerable<string?> Identities(JsonElement items) => items.EnumerateArray().Select(item => item.GetProperty("Identity").GetString());

    private static async Task<JsonDocument> EvaluateAsync(string project, params IEnumerable<string> arguments) => JsonDocument.Parse(
        await Command.SucceedAsync("dotnet", Build.RepositoryRoot, ["msbuild", project, "-nologo", .. arguments]));
}
