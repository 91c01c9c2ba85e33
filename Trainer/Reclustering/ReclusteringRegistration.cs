using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SegmentationUpdates.Clustering.Training;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Storage.Models;

namespace SegmentationUpdates.Trainer.Reclustering;

public static class ReclusteringRegistration
{
    /// <summary>Trains and applies models. Takes <see cref="Storage.SegmentationContext"/> from the services, without automatic retries.</summary>
    public static TBuilder AddReclustering<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.AddValidatedOptions<ClusteringOptions>(ClusteringOptions.SectionName);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ClusteringOptions>, LiveFeatureRule>());
        builder.Services.AddValidatedOptions<ReclusteringOptions>(ReclusteringOptions.Section);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<ActiveModels>();
        builder.Services.AddMetrics();
        builder.Services.AddSingleton<ReclusteringMetrics>();
        builder.Services.AddSingleton<ModelTraining>();
        builder.Services.AddSingleton<ModelApplier>();
        builder.Services.AddSingleton<ModelDrift>();
        builder.Services.AddSingleton<OnlineModel>();
        builder.Services.AddSingleton<TrainingTrigger>();
        builder.Services.AddSingleton<ReclusteringCycle>();
        builder.Services.AddModelLifecycle();
        builder.Services.AddHostedService<ReclusteringService>();
        return builder;
    }
}
