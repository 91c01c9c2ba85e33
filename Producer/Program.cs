using SegmentationUpdates.Pipeline.Hosting;
using SegmentationUpdates.Pipeline.Messaging;
using SegmentationUpdates.Pipeline.Simulation;
using SegmentationUpdates.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();

builder.AddKafkaProducer<byte[], byte[]>("kafka", settings =>
{
    KafkaClientDefaults.Apply(settings.Config);

    // Ours tell whether transactions are acknowledged, and trace a few of them instead of all.
    settings.DisableHealthChecks = true;
    settings.DisableTracing = true;
});

builder.AddSimulation();

await using var app = builder.Build();
app.MapDefaultEndpoints();
app.MapSimulationOperations();
return await app.RunServiceAsync();
