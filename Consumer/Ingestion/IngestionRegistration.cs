using Microsoft.Extensions.DependencyInjection.Extensions;
using SegmentationUpdates.Consumer.DeadLetters;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Messaging.Clients;
using SegmentationUpdates.Messaging.Topics;
using SegmentationUpdates.Storage.Models;

namespace SegmentationUpdates.Consumer.Ingestion;

public static class IngestionRegistration
{
    /// <summary>
    /// The consumer role. Takes from the services <c>IConsumer&lt;byte[], byte[]&gt;</c> and <c>IProducer&lt;byte[], byte[]&gt;</c>, configured
    /// by <see cref="KafkaClientDefaults"/>, the consumer with
    /// <see cref="IngestionConsumerBuilder.SetIngestionHandlers"/>; and <see cref="Storage.SegmentationContext"/>, without automatic retries,
    /// which would repeat half of a transaction.
    /// </summary>
    public static TBuilder AddIngestion<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddTopics();
        builder.Services.AddValidatedOptions<IngestionOptions>(IngestionOptions.Section);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<PartitionAssignment>();
        builder.Services.TryAddSingleton<ActiveModels>();
        builder.Services.AddSingleton<IngestionCounters>();
        builder.Services.AddSingleton<IngestionHealth>();
        builder.Services.AddSingleton<CustomerNumbers>();
        builder.Services.AddSingleton<TransactionInserter>();
        builder.Services.AddSingleton<SegmentScorer>();
        builder.Services.AddSingleton<IngestionClock>();
        builder.Services.AddSingleton<BatchWriter>();
        builder.Services.AddLastingProducer();
        builder.Services.AddSingleton<DeadLetterPublisher>();
        builder.Services.AddMetrics();
        builder.Services.AddSingleton<ConsumerLag>();
        builder.Services.AddSingleton<IngestionMetrics>();
        builder.Services.AddSingleton<IngestionInstruments>();
        builder.Services.AddHealthChecks().AddCheck<IngestionHealthCheck>("ingestion");
        builder.Services.AddKafkaSettingsLog("consumer", services => services.GetRequiredService<KafkaClientFactory>().Consumer());
        builder.Services.AddKafkaSettingsLog("producer", services => services.GetRequiredService<KafkaClientFactory>().Producer());
        builder.Services.AddHostedService<IngestionService>();
        builder.Services.AddHostedService<IngestionWatch>();
        return builder;
    }
}
