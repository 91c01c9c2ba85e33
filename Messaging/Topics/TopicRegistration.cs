using Microsoft.Extensions.Hosting;
using SegmentationUpdates.Hosting;

namespace SegmentationUpdates.Messaging.Topics;

public static class TopicRegistration
{
    public static void AddTopics(this IHostApplicationBuilder builder) =>
        builder.Services.AddValidatedOptions<TopicOptions>(TopicOptions.Section);
}
