using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SegmentationUpdates.AppHost.Containers;
using SegmentationUpdates.AppHost.Local;
using SegmentationUpdates.AppHost.Services;
using SegmentationUpdates.AppHost.Settings;

namespace SegmentationUpdates.AppHost;

/// <summary>Kafka and PostgreSQL, whatever they are.</summary>
/// <param name="Kafka">The broker.</param>
/// <param name="Database">For the owner of the schema.</param>
/// <param name="ServiceLogin">For everybody else.</param>
internal sealed record Servers(
    IResourceBuilder<IResourceWithConnectionString> Kafka, IResourceBuilder<IResourceWithConnectionString> Database, ServiceLogin ServiceLogin);

internal static partial class ServersExtensions
{
    public static Servers AddServers(this IDistributedApplicationBuilder builder, AppHostSettings settings)
    {
        builder.Eventing.Subscribe<BeforeStartEvent>((start, _) =>
        {
            LogServers(start.Services.GetRequiredService<ILoggerFactory>().CreateLogger<Servers>(), settings.Description);
            return Task.CompletedTask;
        });

        // One project runs both.
        var local = settings.Kafka == ServerKind.Local || settings.Database == ServerKind.Local ? builder.AddLocalServers(settings) : null;
        var kafka = settings.Kafka switch
        {
            ServerKind.External => builder.AddConnectionString("kafka"),
            ServerKind.Local => local!.AddBroker(),
            _ => builder.AddKafkaContainer(settings),
        };
        var (database, login) = settings.Database switch
        {
            ServerKind.External => builder.AddExternalDatabase(),
            ServerKind.Local => local!.AddDatabase(),
            _ => builder.AddPostgresContainer(settings),
        };
        return new Servers(kafka, database, login);
    }

    // Its schema belongs to the migrations; the services, and the dashboard, log in as somebody else only where the configuration names that
    // login too.
    private static (IResourceBuilder<IResourceWithConnectionString> Database, ServiceLogin Login) AddExternalDatabase(
        this IDistributedApplicationBuilder builder)
    {
        var database = builder.AddConnectionString("segmentation");
        var services = builder.Given("segmentation-services") ?? database;
        return (database, ServiceLogin.External(services, builder.Given("segmentation-dashboard") ?? services));
    }

    private static IResourceBuilder<IResourceWithConnectionString>? Given(this IDistributedApplicationBuilder builder, string name) =>
        builder.Configuration.GetConnectionString(name) is null ? null : builder.AddConnectionString(name);

    [LoggerMessage(1, LogLevel.Information, "{Servers}")]
    private static partial void LogServers(ILogger logger, string servers);
}
