using SegmentationUpdates.AppHost.Settings;

#pragma warning disable IDE0060 // The parameters are those of the file in the other folder.

namespace SegmentationUpdates.AppHost.Publishing;

/// <summary>Where the feed has no packages to publish with: the application can be run, and says so when it is to be published.</summary>
internal static class PublishingExtensions
{
    public static bool CanPublish => false;

    public static void AddPublishTarget(this IDistributedApplicationBuilder builder, AppHostSettings settings)
    {
        // Nothing is published.
    }

    public static IResourceBuilder<T> PublishAsService<T>(this IResourceBuilder<T> service, PublishTarget target)
        where T : IComputeResource => service;

    public static IResourceBuilder<T> PublishAsJob<T>(this IResourceBuilder<T> program, PublishTarget target)
        where T : IComputeResource => program;

    public static IResourceBuilder<T> WithLogOnVolume<T>(this IResourceBuilder<T> broker, PublishTarget target)
        where T : IComputeResource, IResourceWithEnvironment => broker;
}
