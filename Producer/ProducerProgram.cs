using SegmentationUpdates.Pipeline.Messaging;
using SegmentationUpdates.Pipeline.Simulation;
using SegmentationUpdates.Producer.Clients;
using SegmentationUpdates.ServiceDefaults;

namespace SegmentationUpdates.Producer;

/// <summary>The producer, as it is run.</summary>
internal static class ProducerProgram
{
    /// <summary>Builds it without starting anything.</summary>
    public static WebApplication Build(params string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddServiceDefaults();

        var clients = builder.AddKafkaSettings(KafkaClientKinds.Producer);
        builder.AddKafkaClients(clients);
        builder.Services.AddKafkaSettingsLog("producer", _ => clients.Producer());
        builder.AddSimulation();

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapSimulationOperations();
        return app;
    }
}
