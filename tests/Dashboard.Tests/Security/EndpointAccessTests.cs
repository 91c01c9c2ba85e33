using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using SegmentationUpdates.Dashboard.Tests.Hosting;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Dashboard.Tests.Security;

/// <summary>Access to whatever is mapped, not to a list that somebody keeps.</summary>
public sealed partial class EndpointAccessTests(PostgresFixture postgres) : DashboardTest(postgres)
{
    // Files of the page, the form, the way out, and what a load balancer asks.
    private static readonly string[] NeedsNoKey =
        ["/_framework/", "/_content/", "/login", "/logout", "/alive", "/health", "/api/v1/health", "/scalar/"];

    [Fact]
    public async Task Every_endpoint_that_there_is_asks_for_a_key_but_for_what_a_browser_needs_to_log_in()
    {
        var host = await StartAsync(("ViewerKey", DashboardHost.ViewerKey), ("RequestsPerSecond", "1000"));
        var (asked, open) = (new List<string>(), new List<string>());
        foreach (var endpoint in host.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>())
        {
            // Files of the page; and what catches paths that lead nowhere.
            if (endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null || endpoint.RoutePattern.RawText!.StartsWith("{*", StringComparison.Ordinal))
            {
                continue;
            }

            // A value that every constraint takes.
            var path = "/" + RouteParameter().Replace(endpoint.RoutePattern.RawText!.TrimStart('/'), "1");
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                using var response = await host.SendAsync(method, path, null);
                asked.Add(path);
                if (response.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Redirect))
                {
                    open.Add(path);
                }

                if (method is not ("GET" or "HEAD") && path.StartsWith("/api/", StringComparison.Ordinal))
                {
                    using var viewer = await host.SendAsync(method, path, DashboardHost.ViewerKey);
                    Assert.True(viewer.StatusCode == HttpStatusCode.Forbidden, $"{method} {path} by a viewer: {viewer.StatusCode}");
                }
            }
        }

        Assert.Contains("/api/v1/customers", asked);
        Assert.DoesNotContain(open, path => !NeedsNoKey.Any(allowed => path.StartsWith(allowed, StringComparison.Ordinal)));
    }

    [GeneratedRegex("\\{[^}]*\\}", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex RouteParameter();
}
