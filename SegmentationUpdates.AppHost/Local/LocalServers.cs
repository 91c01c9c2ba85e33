using SegmentationUpdates.AppHost.Services;

namespace SegmentationUpdates.AppHost.Local;

/// <summary>A private PostgreSQL and a broker, run by one project of ours on ports that are chosen here.</summary>
internal sealed class LocalServers
{
    // LocalServices.Host makes this one, with the password that it is told.
    private const string User = "apphost";

    private readonly IResourceBuilder<ProjectResource> _servers;
    private readonly IResourceBuilder<ParameterResource> _password;

    public LocalServers(IResourceBuilder<ProjectResource> servers, IResourceBuilder<ParameterResource> password) =>
        (_servers, _password) = (servers, password);

    public IResourceBuilder<IResourceWithConnectionString> AddBroker() => _servers.ApplicationBuilder
        .AddConnectionString("kafka", ReferenceExpression.Create($"{_servers.GetEndpoint("kafka").Property(EndpointProperty.HostAndPort)}"))
        .WithParentRelationship(_servers)
        .WaitFor(_servers);

    public (IResourceBuilder<IResourceWithConnectionString> Database, ServiceLogin Login) AddDatabase()
    {
        var endpoint = _servers.GetEndpoint("postgres");
        var database = _servers.ApplicationBuilder
            .AddConnectionString(
                "segmentation",
                ReferenceExpression.Create(
                    $"Host={endpoint.Property(EndpointProperty.Host)};Port={endpoint.Property(EndpointProperty.Port)};Username={User};Password={_password};Database=segmentation"))
            .WithParentRelationship(_servers)
            .WaitFor(_servers);
        return (database, ServiceLogin.MadeByMigrations(database, endpoint));
    }
}
