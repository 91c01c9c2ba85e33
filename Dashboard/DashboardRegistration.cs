using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using SegmentationUpdates.Dashboard.Api;
using SegmentationUpdates.Dashboard.Components;
using SegmentationUpdates.Dashboard.Export;
using SegmentationUpdates.Dashboard.Feed;
using SegmentationUpdates.Dashboard.Hubs;
using SegmentationUpdates.Dashboard.Security;
using SegmentationUpdates.Dashboard.Settings;
using SegmentationUpdates.Dashboard.Transactions;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Messaging.Topics;
using SegmentationUpdates.Storage;
using SegmentationUpdates.Storage.Models;

namespace SegmentationUpdates.Dashboard;

public static class DashboardRegistration
{
    // What a page has read before it comes alive is sent back then; most by that of a customer with a long history.
    private const int LargestPageState = 128 * 1024;

    // A client of the hub sends the number of a change.
    private const int LargestHubMessage = 4 * 1024;

    /// <summary>
    /// The dashboard role. Takes from the services <see cref="NpgsqlDataSource"/>; and, where they are, <see cref="GroupLag"/> for the
    /// backlog, <see cref="ProducerFactory"/> to send transactions in,
    /// <see cref="Verification.VerifyingConsumer"/> to compare topics with, and <see cref="IIngestionDelays"/> of an ingestion in this process.
    /// </summary>
    public static TBuilder AddDashboard<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.AddValidatedOptions<DashboardOptions>(DashboardOptions.Section);
        builder.AddTopics();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddDbContextPool<SegmentationContext>((services, options) =>
            options.UseNpgsql(services.GetRequiredService<NpgsqlDataSource>()));
        builder.Services.AddModelLifecycle();
        builder.AddDashboardSecurity();
        builder.Services.AddDashboardApi();
        // Of that hub alone: pages send more, when they come alive.
        builder.Services.AddSignalR()
            .AddHubOptions<SegmentHub>(hub => hub.MaximumReceiveMessageSize = LargestHubMessage)
            .AddJsonProtocol(json => ApiDefaults.Apply(json.PayloadSerializerOptions));
        builder.Services.AddOptions<JsonHubProtocolOptions>().Configure<SegmentNameBoard>((json, names) =>
            json.PayloadSerializerOptions.TypeInfoResolver = SegmentNameJson.Of(json.PayloadSerializerOptions.TypeInfoResolver, names));
        builder.Services.AddSingleton<SegmentFollower>();
        builder.Services.AddSingleton(services => new TransactionWatch(
            services.GetRequiredService<NpgsqlDataSource>(), services.GetService<IIngestionDelays>()));
        builder.Services.AddSingleton(services => new BacklogWatch(services.GetService<GroupLag>()));
        builder.Services.AddSingleton<ChangeListener>();
        builder.Services.AddSingleton<LiveFeed>();
        builder.Services.AddSingleton<ISegmentFeed>(services => services.GetRequiredService<LiveFeed>());
        builder.Services.AddHostedService(services => services.GetRequiredService<LiveFeed>());
        builder.Services.AddDashboardPages();
        builder.Services.AddRazorComponents()
            .AddInteractiveServerComponents()
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = LargestPageState);
        return builder;
    }

    /// <summary>The page, the API and the hub.</summary>
    public static WebApplication MapDashboard(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseSecurityHeaders();
        app.UseKnownHostsOnly();
        app.UseSameOriginOnly();
        app.UseResponseCompression();
        app.UseApiProblems();
        app.UsePageProblems();
        app.UseRouting();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.UseConnectionLimits();
        app.UseRequestDecompression();
        app.MapDashboardApi();
        app.MapHub<SegmentHub>(SegmentHub.Path).StaysOpen();
        app.MapStaticAssets();
        app.MapSegmentExport();
        app.MapPost("/logout", async (HttpContext context) =>
            {
                await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
                return Results.LocalRedirect("/");
            })
            .ExcludeFromDescription();

        // Frames are forbidden by the security headers, all of them.
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null)
            .RequireAuthorization(DashboardPolicies.View);
        return app;
    }
}
