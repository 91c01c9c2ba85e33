using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace SegmentationUpdates.Standalone.Running;

/// <summary>A host that stops without being asked has a service that failed.</summary>
internal static class HostFailure
{
    /// <param name="host">Started or not.</param>
    /// <param name="isAsked">Whether the stop is one that was asked for.</param>
    /// <param name="failed">Called when it is not.</param>
    public static void OnUnaskedStop(this IHost host, Func<bool> isAsked, Action failed) =>
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() =>
        {
            if (!isAsked())
            {
                failed();
            }
        });

    /// <returns>What the first of the failed services threw; null while none has failed.</returns>
    public static Exception? Failure(this IHost host) => host.Services.GetServices<IHostedService>()
        .OfType<BackgroundService>()
        .Select(service => service.ExecuteTask?.Exception?.InnerException)
        .FirstOrDefault(exception => exception is not null);
}
