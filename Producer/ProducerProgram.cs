using SegmentationUpdates.Hosting.Operators;
using SegmentationUpdates.Messaging.Clients;
using SegmentationUpdates.Producer.Simulation;
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
        builder.AddOperatorCommands();

        var clients = builder.AddKafkaSettings(KafkaClientKinds.Producer);
        builder.AddProducerClient(clients);
        builder.AddSimulation();

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapSimulationOperations();
        return app;
    }
}
