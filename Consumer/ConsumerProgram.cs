using SegmentationUpdates.Consumer.Clients;
using SegmentationUpdates.Pipeline.Ingestion;
using SegmentationUpdates.Pipeline.Messaging;
using SegmentationUpdates.Pipeline.Reclustering;
using SegmentationUpdates.Pipeline.SegmentChanges;
using SegmentationUpdates.Pipeline.Storage;
using SegmentationUpdates.ServiceDefaults;

namespace SegmentationUpdates.Consumer;

/// <summary>The consumer, as it is run.</summary>
internal static class ConsumerProgram
{
    /// <summary>Builds it without starting anything.</summary>
    public static WebApplication Build(params string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddServiceDefaults();

        var clients = builder.AddKafkaSettings(KafkaClientKinds.Consumer | KafkaClientKinds.Producer);
        builder.AddKafkaClients(clients);
        builder.Services.AddKafkaSettingsLog("consumer", _ => clients.Consumer());
        builder.Services.AddKafkaSettingsLog("producer", _ => clients.Producer());

        // A batch is one transaction and is retried as a whole; automatic retries would repeat a part of it.
        builder.AddNpgsqlDbContext<SegmentationContext>("segmentation", settings => settings.DisableRetry = true);

        builder.AddIngestion();
        builder.AddReclustering();
        builder.AddSegmentChanges();

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapIngestionOperations();
        return app;
    }
}
