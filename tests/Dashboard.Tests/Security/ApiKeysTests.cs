using Microsoft.Extensions.Options;
using SegmentationUpdates.Dashboard.Security;
using SegmentationUpdates.Dashboard.Settings;

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
    public void A_key_makes_its_bearer_what_it_is_for(string? key, string? role) =>
        Assert.Equal(role, Keys("the operator's key", "the viewer's key!!").RoleOf(key));

    [Theory]
    [InlineData("")]
    [InlineData("anything")]
    [InlineData(null)]
    public void Without_keys_no_key_is_good(string? key)
    {
        var keys = Keys(null, null);

        Assert.Null(keys.RoleOf(key));
        Assert.False(keys.HasOperatorKey);
        Assert.False(keys.HasViewerKey);
    }

    private static ApiKeys Keys(string? operatorKey, string? viewerKey) =>
        new(Options.Create(new DashboardOptions { OperatorKey = operatorKey, ViewerKey = viewerKey }));
}
