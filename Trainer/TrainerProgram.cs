using SegmentationUpdates.Hosting.Operators;
using SegmentationUpdates.Messaging.Clients;
using SegmentationUpdates.ServiceDefaults;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Trainer;

/// <summary>The trainer, as it is run.</summary>
internal static class TrainerProgram
{
    /// <summary>Builds it without starting anything.</summary>
    public static WebApplication Build(params string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddServiceDefaults();
        builder.AddOperatorCommands();

        var clients = builder.AddKafkaSettings(KafkaClientKinds.Producer);
        builder.AddProducerClient(clients);

        // Activating a model is one transaction and is retried as a whole; automatic retries would repeat a part of it.
        builder.AddNpgsqlDbContext<SegmentationContext>("segmentation", settings => settings.DisableRetry = true);
        builder.AddTrainer();

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapTrainerOperations();
        return app;
    }
}
