using SegmentationUpdates.Pipeline.Hosting;
using SegmentationUpdates.Pipeline.Messaging;
using SegmentationUpdates.Pipeline.Simulation;
using SegmentationUpdates.Producer.Clients;
using SegmentationUpdates.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();

builder.AddKafkaClients();
builder.Services.AddSingleton<IConfigurationRule>(new KafkaSettings(builder.Configuration));
builder.AddSimulation();

await using var app = builder.Build();
app.MapDefaultEndpoints();
app.MapSimulationOperations();
return await app.RunServiceAsync();
