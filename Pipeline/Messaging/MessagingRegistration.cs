using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace SegmentationUpdates.Pipeline.Messaging;

internal static class MessagingRegistration
{
    public static void AddTopics(this IHostApplicationBuilder builder) =>
        builder.Services.AddOptions<TopicOptions>()
            .BindConfiguration(TopicOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
}
