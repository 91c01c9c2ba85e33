using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace SegmentationUpdates.Storage.Models;

public static class ModelLifecycleRegistration
{
    /// <summary>
    /// Adds <see cref="ModelLifecycle"/> and <see cref="SegmentDescriptions"/>, with or without the re-clustering itself. They take
    /// <see cref="Storage.SegmentationContext"/> from the services, without automatic retries.
    /// </summary>
    public static IServiceCollection AddModelLifecycle(this IServiceCollection services)
    {
        services.TryAddSingleton<ModelLifecycle>();
        services.TryAddSingleton<SegmentDescriptions>();
        return services;
    }
}
