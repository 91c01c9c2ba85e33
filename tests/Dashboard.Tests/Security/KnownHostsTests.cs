using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using SegmentationUpdates.Dashboard.Security;
using SegmentationUpdates.Dashboard.Settings;
using SegmentationUpdates.Dashboard.Tests.Hosting;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Dashboard.Tests.Security;

public sealed class KnownHostsTests(PostgresFixture postgres) : DashboardTest(postgres)
{
    private const string Local = "http://localhost:5080";
    private const string Everywhere = "http://[::]:8080";

    [Theory]
    [InlineData(Local, null, "localhost", true)]
    [InlineData(Local, null, "segments.dev.localhost", true)]
    [InlineData(Local, null, "127.0.0.1", true)]
    [InlineData(Local, null, "[::1]", true)]
    [InlineData(Local, null, "", true)] // HTTP/1.0: no browser.
    [InlineData(Local, null, "rebound.example", false)]
    [InlineData(Local, null, "localhost.example", false)]
    [InlineData(Local, null, "192.0.2.7", false)]
    [InlineData(Local, null, "machine", false)]
    [InlineData("http://127.0.0.1:1", null, "rebound.example", false)]
    [InlineData("http://[::1]:1", null, "rebound.example", false)]
    [InlineData(Local, "segments.example.com", "segments.example.com", true)]
    [InlineData(Local, "segments.example.com", "SEGMENTS.example.com", true)]
    [InlineData(Local, "segments.example.com", "localhost", true)]
    [InlineData(Local, "segments.example.com", "other.example.com", false)]
    [InlineData(Local, "one.example; *.example.org", "a.b.example.org", true)]
    [InlineData(Local, "one.example,*.example.org", "example.org", false)]
    [InlineData(Local, "*", "rebound.example", true)]
    [InlineData(Everywhere, null, "rebound.example", false)]
    [InlineData(Everywhere, null, "rebound.example.", false)]
    [InlineData(Everywhere, null, "192.0.2.7", true)] // As probes ask.
    [InlineData(Everywhere, null, "[2001:db8::1]", true)]
    [InlineData(Everywhere, null, "dashboard-service", true)]
    [InlineData(Everywhere, null, "localhost", true)]
    [InlineData("http://*:8080", null, "rebound.example", false)]
    [InlineData("http://*:8080", null, "dashboard", true)]
    [InlineData(Everywhere, "segments.example.com", "segments.example.com", true)]
    public void A_name_is_known_by_the_configuration_or_because_nobody_else_can_have_it(string address, string? allowed, string host, bool isKnown) =>
        Assert.Equal(isKnown, new KnownHosts(Options.Create(new DashboardOptions { AllowedHosts = allowed }), new Server(address)).Knows(host));

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/api/v1/segments")]
    [InlineData("GET", "/api/v1/changes/stream")]
    [InlineData("POST", "/hubs/segments/negotiate")]
    [InlineData("POST", "/_blazor/negotiate")]
    [InlineData("GET", "/theme.css")]
    public async Task A_page_whose_name_leads_here_reads_nothing(string method, string path)
    {
        var host = await StartAsync(("AllowedHosts", "segments.example.com"));

        using var rebound = await host.SendAsync(method, path, null, ("Host", "rebound.example"), ("Origin", "http://rebound.example"));
        using var own = await host.SendAsync(method, path, null, ("Host", "segments.example.com"), ("Origin", "https://segments.example.com"));

        await rebound.AssertProblemAsync(HttpStatusCode.BadRequest, "'rebound.example'");
        Assert.NotEqual(HttpStatusCode.BadRequest, own.StatusCode);
    }

    [Theory]
    [InlineData("https://segments.example.com")]
    [InlineData("segments.example.com:443")]
    [InlineData("segments.example.com/page")]
    [InlineData("two names")]
    public async Task What_is_no_name_is_refused_at_the_start(string text)
    {
        var e = await Assert.ThrowsAsync<OptionsValidationException>(() => DashboardHost.StartAsync(Database, null, ("AllowedHosts", text)));

        Assert.Contains("Segmentation:Dashboard:AllowedHosts must be names without ports", e.Message, StringComparison.Ordinal);
    }

    private sealed class Server : IServer
    {
        public Server(string address)
        {
            var addresses = new ServerAddressesFeature();
            addresses.Addresses.Add(address);
            Features.Set<IServerAddressesFeature>(addresses);
        }

        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
            // It holds nothing.
        }
    }
}
