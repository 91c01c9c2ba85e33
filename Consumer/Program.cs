using SegmentationUpdates.Pipeline.Hosting;
using SegmentationUpdates.Pipeline.Ingestion;
using SegmentationUpdates.Pipeline.Messaging;
using SegmentationUpdates.Pipeline.Reclustering;
using SegmentationUpdates.Pipeline.SegmentChanges;
using SegmentationUpdates.Pipeline.Storage;
using SegmentationUpdates.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();

builder.AddKafkaConsumer<byte[], byte[]>(
    "kafka",
    settings =>
    {
        KafkaClientDefaults.Apply(settings.Config);

        // The integration's check asks for a broker, and builds a producer from the consumer's settings for it. Ours asks whether
        // the consuming loop comes round; its span would end before the work begins, ours lasts for the batch.
        settings.DisableHealthChecks = true;
        settings.DisableTracing = true;
    },
    (services, consumer) => consumer.SetIngestionHandlers(services.GetRequiredService<PartitionAssignment>()));
builder.AddKafkaProducer<byte[], byte[]>("kafka", settings =>
{
    KafkaClientDefaults.Apply(settings.Config);
    settings.DisableHealthChecks = true;
    settings.DisableTracing = true;
});

// A batch is one transaction and is retried as a whole; automatic retries would repeat a part of it.
builder.AddNpgsqlDbContext<SegmentationContext>("segmentation", settings => settings.DisableRetry = true);

builder.AddIngestion();
builder.AddReclustering();
builder.AddSegmentChanges();

await using var app = builder.Build();
app.MapDefaultEndpoints();
app.MapIngestionOperations();
return await app.RunServiceAsync();
