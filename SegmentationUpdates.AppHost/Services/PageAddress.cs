using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SegmentationUpdates.AppHost.Services;

internal static partial class PageAddress
{
    /// <summary>Tells in the log where the page is, once it is there: the console shows by itself only the address of the Aspire dashboard.</summary>
    public static IResourceBuilder<ProjectResource> WithAddressInLog(this IResourceBuilder<ProjectResource> page) =>
        page.OnResourceReady(async (resource, ready, cancellationToken) => LogAddress(
            ready.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(PageAddress).FullName!),
            await resource.GetEndpoint("http").GetValueAsync(cancellationToken) ?? ""));

    [LoggerMessage(1, LogLevel.Information, "The application is ready. Segments, live: {Address}")]
    private static partial void LogAddress(ILogger logger, string address);
}
