using Microsoft.Extensions.DependencyInjection.Extensions;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Messaging.Clients;
using SegmentationUpdates.Messaging.Topics;

namespace SegmentationUpdates.Producer.Simulation;

public static class SimulationRegistration
{
    /// <summary>
    /// The producer role. Takes <c>IProducer&lt;byte[], byte[]&gt;</c>, configured by <see cref="KafkaClientDefaults"/>, from the services;
    /// and an <see cref="ISimulationBrake"/> where there is one.
    /// </summary>
    public static TBuilder AddSimulation<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddTopics();
        builder.Services.AddValidatedOptions<SimulationOptions>(SimulationOptions.Section);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<SimulationCounters>();
        builder.Services.TryAddSingleton<SimulationControl>();
        builder.Services.AddSingleton<TransactionPublisher>();
        builder.Services.TryAddSingleton<TailConsumer>(services => () => services.GetRequiredService<KafkaClientFactory>().Consumer());
        builder.Services.AddSingleton<TopicTail>();
        builder.Services.AddMetrics();
        builder.Services.AddSingleton<SimulationMetrics>();
        builder.Services.AddHealthChecks().AddCheck<SimulationHealthCheck>("simulation");
        builder.Services.AddKafkaSettingsLog("producer", services => services.GetRequiredService<KafkaClientFactory>().Producer());
        builder.Services.AddHostedService<SimulationService>();
        return builder;
    }
}
