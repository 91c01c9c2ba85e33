using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using SegmentationUpdates.Dashboard;
using SegmentationUpdates.Dashboard.Hosting;
using SegmentationUpdates.Pipeline.Hosting;
using SegmentationUpdates.ServiceDefaults;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = args,

    // Beside the program, wherever it is started from: there its static files are.
    ContentRootPath = AppContext.BaseDirectory,
});

// Not only in development: without it only published output has its static files. There it does nothing.
StaticWebAssetsLoader.UseStaticWebAssets(builder.Environment, builder.Configuration);

builder.AddServiceDefaults();
if (!builder.TryAddDashboardClients(out var problem))
{
    await Console.Error.WriteLineAsync(problem);
    return ConfigurationCheck.ExitCode;
}

builder.AddDashboard();

await using var app = builder.Build();
app.MapDefaultEndpoints();
app.MapDashboard();
return await app.RunServiceAsync();
