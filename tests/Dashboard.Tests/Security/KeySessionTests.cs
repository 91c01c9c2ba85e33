using System.Net;
using SegmentationUpdates.Dashboard.Tests.Hosting;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Dashboard.Tests.Security;

public sealed class KeySessionTests(PostgresFixture postgres) : DashboardTest(postgres)
{
    private const string AnotherKey = "another key of the same role";

    private readonly string _cookieKeys = Directory.CreateTempSubdirectory("segmentation-keys-").FullName;

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        Directory.Delete(_cookieKeys, recursive: true);
    }

    [Fact]
    public async Task A_session_lasts_over_a_restart_and_ends_with_its_key()
    {
        var first = await DashboardAsync();
        var @operator = await first.CookieAsync(DashboardHost.OperatorKey);
        var viewer = await first.CookieAsync(DashboardHost.ViewerKey);

        var restarted = await DashboardAsync();
        var operatorChanged = await DashboardAsync(operatorKey: AnotherKey);
        var viewerChanged = await DashboardAsync(viewerKey: AnotherKey);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await LookAsync(restarted, @operator), await LookAsync(restarted, viewer)));
        Assert.Equal(
            (HttpStatusCode.Unauthorized, HttpStatusCode.OK), (await LookAsync(operatorChanged, @operator), await LookAsync(operatorChanged, viewer)));
        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.Unauthorized), (await LookAsync(viewerChanged, @operator), await LookAsync(viewerChanged, viewer)));
    }

    private Task<DashboardHost> DashboardAsync(string operatorKey = DashboardHost.OperatorKey, string viewerKey = DashboardHost.ViewerKey) =>
        StartAsync(("OperatorKey", operatorKey), ("ViewerKey", viewerKey), ("DataProtectionFolder", _cookieKeys));

    private static async Task<HttpStatusCode> LookAsync(DashboardHost host, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/segments");
        request.Headers.Add("Cookie", cookie);
        using var response = await host.Client.SendAsync(request, Cancel);
        return response.StatusCode;
    }
}
