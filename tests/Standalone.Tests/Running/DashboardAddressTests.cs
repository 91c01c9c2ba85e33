using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using SegmentationUpdates.Standalone.Errors;
using SegmentationUpdates.Standalone.Running;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Standalone.Tests.Running;

public class DashboardAddressTests
{
    [Fact]
    public void An_address_that_was_asked_for_and_is_taken_is_named_with_the_mend()
    {
        using var other = Listen(out var url);

        var refused = Assert.Throws<CommandException>(() => DashboardAddress.Choose(url));

        Assert.Contains(url, refused.Message, StringComparison.Ordinal);
        Assert.Contains("--dashboard-url", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_was_asked_for_and_is_taken_at_the_last_moment_is_named_too()
    {
        var (address, other) = ChooseThenTake();
        using (other)
        {
            await using var role = new DashboardRole(address, key: null, App);
            var failed = new TaskCompletionSource();
            role.Start(failed.SetResult);
            await failed.Task.EndsAsync();

            Assert.Null(address.Elsewhere);
            Assert.Null(role.Address);
        }
    }

    [Fact]
    public void Only_the_default_has_somewhere_else_to_go()
    {
        var chosen = DashboardAddress.Choose(given: null);

        // Port 5080 may be taken on this machine: then it is somewhere else already.
        Assert.Equal("http://127.0.0.1:0", (chosen.Elsewhere ?? chosen).Url);
    }

    private static (DashboardAddress Address, TcpListener Other) ChooseThenTake()
    {
        var listener = Listen(out var url);
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var address = DashboardAddress.Choose(url);
        var other = new TcpListener(IPAddress.Loopback, port);
        other.Start();
        return (address, other);
    }

    private static TcpListener Listen(out string url)
    {
        var listener = new TcpListener(IPAddress.Loopback, port: 0);
        listener.Start();
        url = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        return listener;
    }

    private static WebApplication App(DashboardAddress address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(address.Url);
        return builder.Build();
    }
}
