using SegmentationUpdates.Pipeline.Hosting;
using SegmentationUpdates.Pipeline.Simulation;
using SegmentationUpdates.Producer.Clients;
using SegmentationUpdates.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();

builder.AddKafkaClients();
builder.AddSimulation();

await using var app = builder.Build();
app.MapDefaultEndpoints();
app.MapSimulationOperations();
return await app.RunServiceAsync();
