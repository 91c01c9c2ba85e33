using SegmentationUpdates.Dashboard.Display;
using SegmentationUpdates.Dashboard.History;
using SegmentationUpdates.Dashboard.Queries;

namespace SegmentationUpdates.Dashboard;

internal static class PageRegistration
{
    /// <summary>What the pages show beside the feed: read and kept once, for everybody who watches.</summary>
    public static IServiceCollection AddDashboardPages(this IServiceCollection services)
    {
        services.AddSingleton<SegmentPalette>();
        services.AddSingleton<BankCurrency>();
        services.AddSingleton<ActiveModel>();
        services.AddSingleton<CustomerExplanations>();
        services.AddHostedSingleton<FeedHistory>();
        services.AddHostedSingleton<CustomerSample>();
        services.AddHostedSingleton<SegmentFigureReading>();
        services.AddHostedSingleton<ModelReading>();
        return services;
    }

    private static void AddHostedSingleton<T>(this IServiceCollection services)
        where T : class, IHostedService
    {
        services.AddSingleton<T>();
        services.AddHostedService(provider => provider.GetRequiredService<T>());
    }
}
