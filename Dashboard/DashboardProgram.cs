using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using SegmentationUpdates.Dashboard.Hosting;
using SegmentationUpdates.ServiceDefaults;

namespace SegmentationUpdates.Dashboard;

/// <summary>The dashboard as a process of its own.</summary>
internal static class DashboardProgram
{
    /// <summary>Builds it without starting anything.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="app">The dashboard, when the result is true.</param>
    /// <param name="problem">Why there is none, in one sentence, when the result is false.</param>
    public static bool TryBuild(string[] args, [NotNullWhen(true)] out WebApplication? app, [NotNullWhen(false)] out string? problem)
    {
        app = null;
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,

            // The static files are this program's, whoever builds it, and beside it, wherever it is started from.
            ApplicationName = typeof(DashboardProgram).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });

        // Not only in development: without it only published output has its static files. There it does nothing.
        StaticWebAssetsLoader.UseStaticWebAssets(builder.Environment, builder.Configuration);

        builder.AddServiceDefaults();
        if (!builder.TryAddDashboardClients(out problem))
        {
            return false;
        }

        builder.AddDashboard();
        app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapDashboard();
        return true;
    }
}
