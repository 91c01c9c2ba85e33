namespace SegmentationUpdates.AppHost.Services;

/// <summary>How the services log in to the database: as somebody who has no more rights than they need.</summary>
internal abstract class ServiceLogin
{
    private const string User = "segmentation_app";

    /// <summary>The login of an external server, made by its administrators.</summary>
    public static ServiceLogin External(IResourceBuilder<IResourceWithConnectionString> connection) => new Given(connection);

    /// <summary>A login that the migrations make on the server behind <paramref name="endpoint"/>. Its password may be another at every start.</summary>
    public static ServiceLogin MadeByMigrations(IResourceBuilder<IResourceWithConnectionString> database, EndpointReference endpoint)
    {
        var builder = database.ApplicationBuilder;
        return new Made(
            database,
            endpoint,
            builder.ExecutionContext.IsPublishMode
                ? builder.AddParameter("service-password", secret: true)
                : builder.AddParameter("service-password", new GenerateParameterDefault { MinLength = 32, Special = false }, secret: true));
    }

    /// <summary>Lets the migrations make the login.</summary>
    public abstract void MakeIn(IResourceBuilder<ProjectResource> migrations);

    /// <summary>Lets a service log in.</summary>
    public abstract void UseIn(IResourceBuilder<ProjectResource> service);

    private sealed class Given(IResourceBuilder<IResourceWithConnectionString> connection) : ServiceLogin
    {
        public override void MakeIn(IResourceBuilder<ProjectResource> migrations)
        {
            // Not ours to make.
        }

        public override void UseIn(IResourceBuilder<ProjectResource> service) => service.WithReference(connection, connectionName: "segmentation");
    }

    private sealed class Made(
        IResourceBuilder<IResourceWithConnectionString> database, EndpointReference endpoint, IResourceBuilder<ParameterResource> password) : ServiceLogin
    {
        public override void MakeIn(IResourceBuilder<ProjectResource> migrations) => migrations
            .WithEnvironment("Segmentation__Migrations__ServiceUser", User)
            .WithEnvironment("Segmentation__Migrations__ServicePassword", password);

        // The password in a variable of its own, which Npgsql knows: Aspire's chart leaves a parameter out of its values when it stands only
        // within a connection string.
        // Set by a callback, because the text itself would refer to the server too, beside the database.
        public override void UseIn(IResourceBuilder<ProjectResource> service) => service
            .WithEnvironment(context => context.EnvironmentVariables["ConnectionStrings__segmentation"] = ReferenceExpression.Create(
                $"Host={endpoint.Property(EndpointProperty.Host)};Port={endpoint.Property(EndpointProperty.Port)};Username={User};Database=segmentation"))
            .WithEnvironment("PGPASSWORD", password)
            .WithReferenceRelationship(database);
    }
}
