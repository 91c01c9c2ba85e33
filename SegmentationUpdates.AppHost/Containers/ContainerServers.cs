using SegmentationUpdates.AppHost.Publishing;
using SegmentationUpdates.AppHost.Services;
using SegmentationUpdates.AppHost.Settings;

namespace SegmentationUpdates.AppHost.Containers;

/// <summary>PostgreSQL as a container; Kafka as one is in the folders beside, with the integration's help or without.</summary>
internal static class ContainerServers
{
    public static (IResourceBuilder<IResourceWithConnectionString> Database, ServiceLogin Login) AddPostgresContainer(
        this IDistributedApplicationBuilder builder, AppHostSettings settings)
    {
        // A volume keeps its first password, so it is one that somebody chose and knows; otherwise one is generated.
        var server = builder
            .AddPostgres("postgres", password: settings.IsPersistent ? builder.AddParameter("postgres-password", secret: true) : null)
            .WithUrlForEndpoint("tcp", url => url.DisplayText = "PostgreSQL")
            .PublishAsService(settings.Target);
        server.WithPgWeb(web => web
            .WithParentRelationship(server)
            .WithExplicitStart()
            .WithUrlForEndpoint("http", url => url.DisplayText = "Tables and SQL"));
        if (settings.IsPersistent)
        {
            server.WithDataVolume("segmentation-postgres");
        }

        var database = server.AddDatabase("segmentation");
        return (database, ServiceLogin.MadeByMigrations(database, server.Resource.PrimaryEndpoint));
    }
}
