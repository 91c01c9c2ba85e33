namespace SegmentationUpdates.AppHost.Services;

/// <summary>
/// How the services log in to the database: as somebody who has no more rights than they need. The dashboard has a login of its own, which alone may
/// erase customers.
/// </summary>
internal abstract class ServiceLogin
{
    private const string User = "segmentation_app";
    private const string DashboardUser = "segmentation_dashboard_app";

    /// <summary>The logins of an external server, made by its administrators; they may be the same.</summary>
    public static ServiceLogin External(
        IResourceBuilder<IResourceWithConnectionString> services, IResourceBuilder<IResourceWithConnectionString> dashboard) =>
        new Given(services, dashboard);

    /// <summary>Logins that the migrations make on the server behind <paramref name="endpoint"/>. Their passwords may be others at every start.</summary>
    public static ServiceLogin MadeByMigrations(IResourceBuilder<IResourceWithConnectionString> database, EndpointReference endpoint)
    {
        var builder = database.ApplicationBuilder;
        return new Made(database, endpoint, Password(builder, "service-password"), Password(builder, "dashboard-password"));
    }

    /// <summary>Lets the migrations make the logins.</summary>
    public abstract void MakeIn(IResourceBuilder<ProjectResource> migrations);

    /// <summary>Lets a service other than the dashboard log in.</summary>
    public abstract void UseIn(IResourceBuilder<ProjectResource> service);

    /// <summary>Lets the dashboard log in.</summary>
    public abstract void UseInDashboard(IResourceBuilder<ProjectResource> dashboard);

    private static IResourceBuilder<ParameterResource> Password(IDistributedApplicationBuilder builder, string name) =>
        builder.ExecutionContext.IsPublishMode
            ? builder.AddParameter(name, secret: true)
            : builder.AddParameter(name, new GenerateParameterDefault { MinLength = 32, Special = false }, secret: true);

    private sealed class Given(
        IResourceBuilder<IResourceWithConnectionString> services, IResourceBuilder<IResourceWithConnectionString> dashboard) : ServiceLogin
    {
        public override void MakeIn(IResourceBuilder<ProjectResource> migrations)
        {
            // Not ours to make.
        }

        public override void UseIn(IResourceBuilder<ProjectResource> service) => service.WithReference(services, connectionName: "segmentation");

        public override void UseInDashboard(IResourceBuilder<ProjectResource> service) => service.WithReference(dashboard, connectionName: "segmentation");
    }

    private sealed class Made(
        IResourceBuilder<IResourceWithConnectionString> database,
        EndpointReference endpoint,
        IResourceBuilder<ParameterResource> password,
        IResourceBuilder<ParameterResource> dashboardPassword) : ServiceLogin
    {
        public override void MakeIn(IResourceBuilder<ProjectResource> migrations) => migrations
            .WithEnvironment("Segmentation__Migrations__ServiceUser", User)
            .WithEnvironment("Segmentation__Migrations__ServicePassword", password)
            .WithEnvironment("Segmentation__Migrations__DashboardUser", DashboardUser)
            .WithEnvironment("Segmentation__Migrations__DashboardPassword", dashboardPassword);

        public override void UseIn(IResourceBuilder<ProjectResource> service) => LogIn(service, User, password);

        public override void UseInDashboard(IResourceBuilder<ProjectResource> dashboard) => LogIn(dashboard, DashboardUser, dashboardPassword);

        // The password in a variable of its own, which Npgsql knows: Aspire's chart leaves a parameter out of its values when it stands only
        // within a connection string.
        // Set by a callback, because the text itself would refer to the server too, beside the database.
        private void LogIn(IResourceBuilder<ProjectResource> service, string user, IResourceBuilder<ParameterResource> secret) => service
            .WithEnvironment(context => context.EnvironmentVariables["ConnectionStrings__segmentation"] = ReferenceExpression.Create(
                $"Host={endpoint.Property(EndpointProperty.Host)};Port={endpoint.Property(EndpointProperty.Port)};Username={user};Database=segmentation"))
            .WithEnvironment("PGPASSWORD", secret)
            .WithReferenceRelationship(database);
    }
}
