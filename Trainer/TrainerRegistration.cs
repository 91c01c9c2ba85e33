using SegmentationUpdates.Messaging.Clients;
using SegmentationUpdates.Trainer.Publishing;
using SegmentationUpdates.Trainer.Reclustering;

namespace SegmentationUpdates.Trainer;

/// <summary>The trainer role.</summary>
public static class TrainerRegistration
{
    /// <summary>
    /// Trains and applies models, and publishes the changes of segment. Takes from the services <c>IProducer&lt;byte[], byte[]&gt;</c>, whose settings
    /// are those of <see cref="KafkaClientRegistration.AddKafkaSettings"/>, and <see cref="Storage.SegmentationContext"/>, without automatic retries.
    /// </summary>
    public static TBuilder AddTrainer<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddReclustering();
        builder.AddSegmentChanges();
        builder.Services.AddKafkaSettingsLog("producer", services => services.GetRequiredService<KafkaClientFactory>().Producer());
        return builder;
    }
}
