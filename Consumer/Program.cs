using SegmentationUpdates.Consumer.Clients;
using SegmentationUpdates.Pipeline.Hosting;
using SegmentationUpdates.Pipeline.Ingestion;
using SegmentationUpdates.Pipeline.Messaging;
using SegmentationUpdates.Pipeline.Reclustering;
using SegmentationUpdates.Pipeline.SegmentChanges;
using SegmentationUpdates.Pipeline.Storage;
using SegmentationUpdates.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();

builder.AddKafkaClients();
builder.Services.AddSingleton<IConfigurationRule>(new KafkaSettings(builder.Configuration));

// A batch is one transaction and is retried as a whole; automatic retries would repeat a part of it.
builder.AddNpgsqlDbContext<SegmentationContext>("segmentation", settings => settings.DisableRetry = true);

builder.AddIngestion();
builder.AddReclustering();
builder.AddSegmentChanges();

await using var app = builder.Build();
app.MapDefaultEndpoints();
app.MapIngestionOperations();
return await app.RunServiceAsync();
