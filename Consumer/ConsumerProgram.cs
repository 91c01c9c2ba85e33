using SegmentationUpdates.Consumer.Ingestion;
using SegmentationUpdates.Hosting.Operators;
using SegmentationUpdates.Messaging.Clients;
using SegmentationUpdates.ServiceDefaults;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Consumer;

/// <summary>The consumer, as it is run.</summary>
internal static class ConsumerProgram
{
    /// <summary>Builds it without starting anything.</summary>
    public static WebApplication Build(params string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddServiceDefaults();
        builder.AddOperatorCommands();

        var clients = builder.AddKafkaSettings(KafkaClientKinds.Consumer | KafkaClientKinds.Producer);
        builder.AddConsumerClient(
            clients, (services, consumer) => consumer.SetIngestionHandlers(services.GetRequiredService<PartitionAssignment>()));
        builder.AddProducerClient(clients);

        // A batch is one transaction and is retried as a whole; automatic retries would repeat a part of it.
        builder.AddNpgsqlDbContext<SegmentationContext>("segmentation", settings => settings.DisableRetry = true);
        builder.AddIngestion();

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapIngestionOperations();
        return app;
    }
}
