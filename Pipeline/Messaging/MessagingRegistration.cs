using Microsoft.Extensions.Hosting;
using SegmentationUpdates.Pipeline.Hosting;

namespace SegmentationUpdates.Pipeline.Messaging;

internal static class MessagingRegistration
{
    public static void AddTopics(this IHostApplicationBuilder builder) =>
        builder.Services.AddValidatedOptions<TopicOptions>(TopicOptions.Section);
}
