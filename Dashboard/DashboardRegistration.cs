using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor.Services;
using Npgsql;
using SegmentationUpdates.Dashboard.Components;
using SegmentationUpdates.Dashboard.Feed;
using SegmentationUpdates.Dashboard.Theme;
using SegmentationUpdates.Pipeline.Ingestion;
using SegmentationUpdates.Pipeline.Messaging;

namespace SegmentationUpdates.Dashboard;

public static class DashboardRegistration
{
    /// <summary>
    /// The dashboard role. Takes from the services <see cref="NpgsqlDataSource"/>; and, where they are, <see cref="GroupLag"/> for the
    /// backlog and <see cref="IngestionCounters"/> of an ingestion in this process for its delays.
    /// </summary>
    public static TBuilder AddDashboard<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<SegmentFollower>();
        builder.Services.AddSingleton(services => new TransactionWatch(
            services.GetRequiredService<NpgsqlDataSource>(),
            services.GetRequiredService<TimeProvider>(),
            services.GetService<IngestionCounters>()));
        builder.Services.AddSingleton(services => new BacklogWatch(services.GetService<GroupLag>()));
        builder.Services.AddSingleton<ChangeListener>();
        builder.Services.AddSingleton<LiveFeed>();
        builder.Services.AddSingleton<ISegmentFeed>(services => services.GetRequiredService<LiveFeed>());
        builder.Services.AddHostedService(services => services.GetRequiredService<LiveFeed>());
        builder.Services.AddDashboardPages();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddMudServices();
        builder.Services.AddSingleton<ThemeStylesheet>();
        return builder;
    }

    /// <summary>The page, the API and the hub.</summary>
    public static WebApplication MapDashboard(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapGet(ThemeStylesheet.Path, async (ThemeStylesheet theme) => Results.Bytes(await theme.Utf8Async(), "text/css"))
            .ExcludeFromDescription();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        return app;
    }
}
