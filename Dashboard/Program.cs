using SegmentationUpdates.Dashboard;
using SegmentationUpdates.Hosting;

if (!DashboardProgram.TryBuild(args, out var app, out var problem))
{
    await Console.Error.WriteLineAsync(problem);
    return ConfigurationCheck.ExitCode;
}

await using (app)
{
    return await app.RunServiceAsync();
}
