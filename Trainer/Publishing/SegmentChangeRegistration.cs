using Microsoft.Extensions.DependencyInjection.Extensions;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Messaging.Clients;
using SegmentationUpdates.Messaging.Topics;

namespace SegmentationUpdates.Trainer.Publishing;

public static class SegmentChangeRegistration
{
    /// <summary>
    /// Publishes changes of segment, and of the segments' names, to Kafka. Takes from the services <see cref="KafkaClientFactory"/>,
    /// <see cref="Storage.SegmentationContext"/> without automatic retries, and for brokers without transactions
    /// <c>IProducer&lt;byte[], byte[]&gt;</c>, configured by <see cref="KafkaClientDefaults"/>.
    /// </summary>
    public static TBuilder AddSegmentChanges<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddTopics();
        builder.Services.AddValidatedOptions<SegmentChangeOptions>(SegmentChangeOptions.Section);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddMetrics();
        builder.Services.AddSingleton<SegmentChangeMetrics>();
        builder.Services.AddLastingProducer();
        builder.Services.AddTransactionalProducers();
        builder.Services.AddSingleton<ChangeWriters>();
        builder.Services.AddSingleton<SegmentChangePublisher>();
        builder.Services.AddSingleton<SegmentNamePublisher>();
        builder.Services.AddHostedService<SegmentChangeService>();
        return builder;
    }
}
