using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Migrations;

using var host = MigrationProgram.Build(args);
if (!await host.TryStartAsync())
{
    return ConfigurationCheck.ExitCode;
}

// Whoever waits for this program goes by its exit code.
var isInPlace = await host.Services.GetRequiredService<MigrationRunner>().TryRunAsync(
    host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
await host.StopAsync();
return isInPlace ? 0 : 1;
