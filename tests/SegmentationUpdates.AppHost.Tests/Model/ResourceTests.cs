using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SegmentationUpdates.AppHost.Tests.Model;

public sealed class ResourceTests
{
    private static readonly string[] ExternalServers =
        ["--ConnectionStrings:kafka=broker.example:9092", "--ConnectionStrings:segmentation=Host=db.example;Password=secret"];

    [Fact]
    public async Task Running_needs_no_input_and_keeps_nothing()
    {
        await using var model = await ApplicationModel.CreateAsync(ApplicationModel.Containers);

        Assert.IsAssignableFrom<ContainerResource>(model.Resource("kafka"));
        Assert.IsType<PostgresServerResource>(model.Resource("postgres"));
        Assert.Equal("segmentation", Assert.IsType<PostgresDatabaseResource>(model.Resource("segmentation")).DatabaseName);
        Assert.DoesNotContain(model.Resources, resource => resource.Annotations.OfType<ContainerMountAnnotation>().Any());
        Assert.DoesNotContain(model.Resources, resource => resource.Annotations.OfType<ContainerLifetimeAnnotation>().Any());
        foreach (var parameter in model.Resources.OfType<ParameterResource>())
        {
            Assert.NotNull(parameter.Default);
        }
    }

    [Fact]
    public async Task A_container_of_one_broker_can_begin_transactions()
    {
        await using var model = await ApplicationModel.CreateAsync(ApplicationModel.Containers);

        var environment = await model.EnvironmentAsync("kafka");

        Assert.Equal("1", environment["KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR"]);
        Assert.Equal("1", environment["KAFKA_TRANSACTION_STATE_LOG_MIN_ISR"]);
    }

    [Theory]
    [InlineData("kafka-ui")]
    [InlineData("pgweb")]
    public async Task Tools_start_on_demand(string tool)
    {
        await using var model = await ApplicationModel.CreateAsync(ApplicationModel.Containers);

        Assert.Single(model.Annotations<ExplicitStartupAnnotation>(tool));
        Assert.Single(model.Annotations<ResourceRelationshipAnnotation>(tool), relationship => relationship.Type == "Parent");
    }

    [Theory]
    [InlineData("consumer")]
    [InlineData("trainer")]
    [InlineData("producer")]
    [InlineData("dashboard")]
    public async Task Services_are_healthy_when_their_endpoints_say_so(string service)
    {
        await using var model = await ApplicationModel.CreateAsync();

        Assert.Equal(
            [$"{service}_http_/alive_200_check", $"{service}_http_/health_200_check"],
            model.Annotations<HealthCheckAnnotation>(service).Select(check => check.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_health_check_is_registered_once()
    {
        await using var model = await ApplicationModel.CreateAsync();
        await using var services = model.Services.BuildServiceProvider();

        // It refuses names that are there twice, which would stop the application when it starts.
        Assert.NotNull(services.GetRequiredService<HealthCheckService>());
    }

    [Fact]
    public async Task A_persistent_application_has_volumes_and_a_password_that_somebody_chose()
    {
        await using var model = await ApplicationModel.CreateAsync(
            ApplicationModel.Containers, "--Segmentation:Persist=true", "--Parameters:postgres-password=chosen");

        Assert.Equal("segmentation-kafka", Assert.Single(model.Annotations<ContainerMountAnnotation>("kafka")).Source);
        Assert.Equal("segmentation-postgres", Assert.Single(model.Annotations<ContainerMountAnnotation>("postgres")).Source);
        var password = Assert.IsType<ParameterResource>(model.Resource("postgres-password"));
        Assert.True(password.Secret);
        Assert.Null(password.Default);
        Assert.Same(password, Assert.IsType<PostgresServerResource>(model.Resource("postgres")).PasswordParameter);
    }

    [Fact]
    public async Task External_servers_replace_containers_and_their_tools()
    {
        await using var model = await ApplicationModel.CreateAsync(ExternalServers);

        Assert.DoesNotContain(model.Resources, resource => resource is ContainerResource);
        foreach (var name in new[] { "kafka", "segmentation" })
        {
            var parameter = Assert.IsType<ParameterResource>(model.Resource(name), exactMatch: false);
            Assert.True(parameter.Secret);
            Assert.IsAssignableFrom<IResourceWithConnectionString>(parameter);
        }

        Assert.Equal(["kafka", "segmentation"], model.References("migrations"));
        Assert.Equal(["kafka", "segmentation"], model.References("consumer"));
        Assert.Equal(["kafka"], model.References("producer"));
    }

    [Fact]
    public async Task Services_log_in_with_fewer_rights_than_the_migrations()
    {
        await using var model = await ApplicationModel.CreateAsync(ApplicationModel.Containers);

        Assert.Equal(["kafka", "segmentation"], model.References("migrations"));
        Assert.Equal(["kafka", "segmentation"], model.References("consumer"));
        var password = Assert.IsType<ParameterResource>(model.Resource("service-password"));
        Assert.True(password.Secret);
        var migrations = await model.EnvironmentAsync("migrations");
        Assert.Same(password, migrations["Segmentation__Migrations__ServicePassword"]);
        Assert.Equal("segmentation_app", migrations["Segmentation__Migrations__ServiceUser"]);
        var consumer = await model.EnvironmentAsync("consumer");
        Assert.Same(password, consumer["PGPASSWORD"]);
        Assert.EndsWith(
            ";Username=segmentation_app;Database=segmentation",
            Assert.IsType<ReferenceExpression>(consumer["ConnectionStrings__segmentation"]).Format,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_dashboard_alone_logs_in_as_who_may_erase_customers()
    {
        await using var model = await ApplicationModel.CreateAsync(ApplicationModel.Containers);

        var password = Assert.IsType<ParameterResource>(model.Resource("dashboard-password"));
        Assert.True(password.Secret);
        var migrations = await model.EnvironmentAsync("migrations");
        Assert.Same(password, migrations["Segmentation__Migrations__DashboardPassword"]);
        Assert.Equal("segmentation_dashboard_app", migrations["Segmentation__Migrations__DashboardUser"]);
        var dashboard = await model.EnvironmentAsync("dashboard");
        Assert.Same(password, dashboard["PGPASSWORD"]);
        Assert.EndsWith(
            ";Username=segmentation_dashboard_app;Database=segmentation",
            Assert.IsType<ReferenceExpression>(dashboard["ConnectionStrings__segmentation"]).Format,
            StringComparison.Ordinal);
        foreach (var service in new[] { "consumer", "trainer" })
        {
            Assert.DoesNotContain(password, (await model.EnvironmentAsync(service)).Values);
        }
    }

    [Fact]
    public async Task On_an_external_server_services_may_have_a_login_of_their_own()
    {
        await using var model = await ApplicationModel.CreateAsync(
            [.. ExternalServers, "--ConnectionStrings:segmentation-services=Host=db.example;Username=app;Password=secret"]);

        Assert.Equal(["kafka", "segmentation"], model.References("migrations"));
        Assert.Equal(["kafka", "segmentation-services"], model.References("consumer"));
        Assert.Equal(["kafka", "segmentation-services"], model.References("trainer"));
        Assert.Equal(["kafka", "segmentation-services"], model.References("dashboard"));
        await using var apart = await ApplicationModel.CreateAsync(
        [
            .. ExternalServers, "--ConnectionStrings:segmentation-services=Host=db.example;Username=app",
            "--ConnectionStrings:segmentation-dashboard=Host=db.example;Username=dashboard",
        ]);
        Assert.Equal(["kafka", "segmentation-dashboard"], apart.References("dashboard"));
        Assert.Equal(["kafka", "segmentation-services"], apart.References("consumer"));
        Assert.DoesNotContain("Segmentation__Migrations__ServicePassword", (await model.EnvironmentAsync("migrations")).Keys);
    }

    [Fact]
    public async Task One_server_can_be_external_and_the_other_a_container()
    {
        await using var model = await ApplicationModel.CreateAsync(ApplicationModel.Containers, ExternalServers[0]);

        Assert.IsType<ParameterResource>(model.Resource("kafka"), exactMatch: false);
        Assert.IsType<PostgresServerResource>(model.Resource("postgres"));
    }

    [Fact]
    public async Task Local_services_are_one_project_that_keeps_nothing()
    {
        await using var model = await ApplicationModel.CreateAsync(ApplicationModel.Local);

        Assert.DoesNotContain(model.Resources, resource => resource is ContainerResource);
        Assert.IsType<ProjectResource>(model.Resource("local-services"));
        var environment = await model.EnvironmentAsync("local-services");
        Assert.True(Assert.IsType<ParameterResource>(environment["LocalServices__Password"]).Secret);
        Assert.DoesNotContain("LocalServices__Data", environment.Keys);
        foreach (var name in new[] { "kafka", "segmentation" })
        {
            Assert.IsAssignableFrom<IResourceWithConnectionString>(model.Resource(name));
        }

        Assert.Equal("consumer", (await model.EnvironmentAsync("consumer"))["Segmentation__Kafka__Consumer__group_protocol"]);
    }

    [Fact]
    public async Task Persistent_local_services_have_a_folder()
    {
        await using var model = await ApplicationModel.CreateAsync(ApplicationModel.Local, "--Segmentation:Persist=true");

        Assert.EndsWith(".data", (string)(await model.EnvironmentAsync("local-services"))["LocalServices__Data"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_server_can_be_external_and_the_other_local()
    {
        await using var model = await ApplicationModel.CreateAsync(ApplicationModel.Local, ExternalServers[0]);

        Assert.IsType<ParameterResource>(model.Resource("kafka"), exactMatch: false);
        Assert.Contains("local-services: WaitUntilHealthy", model.Waits("segmentation"));
        Assert.DoesNotContain("Segmentation__Kafka__Consumer__group_protocol", (await model.EnvironmentAsync("consumer")).Keys);
    }

    [Theory]
    [InlineData("migrations")]
    [InlineData("consumer")]
    [InlineData("trainer")]
    [InlineData("producer")]
    [InlineData("dashboard")]
    public async Task Everything_runs_in_the_same_environment(string service)
    {
        await using var model = await ApplicationModel.CreateAsync(ApplicationModel.Local);

        var environment = await model.EnvironmentAsync(service);
        Assert.Equal("Development", environment[service == "migrations" ? "DOTNET_ENVIRONMENT" : "ASPNETCORE_ENVIRONMENT"]);
    }
}
