using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SegmentationUpdates.Dashboard.Security;
using SegmentationUpdates.Dashboard.Settings;
using SegmentationUpdates.Hosting;

namespace SegmentationUpdates.Dashboard.Tests.Security;

public sealed class ApiKeysTests
{
    [Theory]
    [InlineData("the operator's key", DashboardRoles.Operator)]
    [InlineData("the viewer's key!!", DashboardRoles.Viewer)]
    [InlineData("the operator's keY", null)]
    [InlineData("the operator's key ", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_key_makes_its_bearer_what_it_is_for(string? key, string? role)
    {
        using var keys = Keys(("OperatorKey", "the operator's key"), ("ViewerKey", "the viewer's key!!"));

        Assert.Equal(role, keys.HolderOf(key)?.Role);
    }

    [Theory]
    [InlineData("")]
    [InlineData("anything")]
    [InlineData(null)]
    public void Without_keys_no_key_is_good(string? key)
    {
        using var keys = Keys(("OperatorKey", ""), ("ViewerKey", ""));

        Assert.Null(keys.HolderOf(key));
        Assert.False(keys.HasOperatorKey);
        Assert.False(keys.HasViewerKey);
    }

    [Theory]
    [InlineData("the key of alice!", "alice", DashboardRoles.Operator)]
    [InlineData("the key of bob!!!", "bob", DashboardRoles.Viewer)]
    [InlineData("the operator's key", "operator", DashboardRoles.Operator)]
    [InlineData("the key of carol!", null, null)]
    public void A_key_says_whose_it_is(string key, string? name, string? role)
    {
        using var keys = Keys(
            ("OperatorKey", "the operator's key"), ("OperatorKeys:alice", "the key of alice!"), ("ViewerKeys:bob", "the key of bob!!!"));

        Assert.Equal((name, role), (keys.HolderOf(key)?.Name, keys.HolderOf(key)?.Role));
        Assert.True(keys is { HasOperatorKey: true, HasViewerKey: true });
    }

    [Fact]
    public void Keys_follow_the_configuration_unless_it_is_none()
    {
        var configuration = new ConfigurationManager { ["Segmentation:Dashboard:OperatorKeys:alice"] = "the key of alice!" };
        using var keys = new ApiKeys(
            Options.Create(ValidatedOptions.Read<DashboardOptions>(configuration, DashboardOptions.Section)), configuration, NullLogger<ApiKeys>.Instance);
        Assert.Equal("alice", keys.HolderOf("the key of alice!")?.Name);

        configuration["Segmentation:Dashboard:OperatorKeys:alice"] = "another of alice!";
        ((IConfigurationRoot)configuration).Reload();
        Assert.Equal((null, "alice"), (keys.HolderOf("the key of alice!")?.Name, keys.HolderOf("another of alice!")?.Name));

        configuration["Segmentation:Dashboard:OperatorKeys:alice"] = "short";
        ((IConfigurationRoot)configuration).Reload();
        Assert.Equal("alice", keys.HolderOf("another of alice!")?.Name);
    }

    [Theory]
    [InlineData("Segmentation:Dashboard:OperatorKeys:alice must have 16 characters or more", "OperatorKeys:alice", "short")]
    [InlineData("Segmentation:Dashboard:ViewerKeys:a b: a name has", "ViewerKeys:a b", "the key of nobody")]
    [InlineData("Segmentation:Dashboard:OperatorKeys:alice and Segmentation:Dashboard:OperatorKeys:bob are the same key", "OperatorKeys:alice", "the key of both!!", "OperatorKeys:bob", "the key of both!!")]
    [InlineData("Segmentation:Dashboard:ViewerKeys:alice and Segmentation:Dashboard:OperatorKey are the same key", "ViewerKeys:alice", "the key of both!!", "OperatorKey", "the key of both!!")]
    [InlineData("Segmentation:Dashboard:OperatorKeys:alice is one value, not a section", "OperatorKeys:alice:key", "the key of alice!")]
    public void A_named_key_that_is_none_is_refused_at_the_start(string sentence, params string[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Chunk(2)
            .Select(setting => new KeyValuePair<string, string?>($"Segmentation:Dashboard:{setting[0]}", setting[1]))).Build();

        var e = Assert.Throws<OptionsValidationException>(() => ValidatedOptions.Read<DashboardOptions>(configuration, DashboardOptions.Section));

        Assert.StartsWith(sentence, Assert.Single(e.Failures), StringComparison.Ordinal);
    }

    private static ApiKeys Keys(params IEnumerable<(string Name, string Value)> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            settings.Select(setting => new KeyValuePair<string, string?>($"Segmentation:Dashboard:{setting.Name}", setting.Value))).Build();
        var options = ValidatedOptions.Read<DashboardOptions>(configuration, DashboardOptions.Section);
        return new(Options.Create(options), configuration, NullLogger<ApiKeys>.Instance);
    }
}
