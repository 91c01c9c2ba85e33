using Microsoft.Extensions.Configuration;
using SegmentationUpdates.AppHost;

var builder = DistributedApplication.CreateBuilder(args);
var settings = builder.Configuration.GetSection("Segmentation");
var target = settings.GetValue("Target", PublishTarget.Compose);
var collector = settings["OtlpEndpoint"];
builder.AddPublishTarget(target, withDashboard: collector is null);

// What is published is meant to last.
var isPersistent = builder.ExecutionContext.IsPublishMode || settings.GetValue("Persist", false);
var kafka = AddKafka();
var (database, serviceLogin) = AddDatabase();

var migrations = builder.AddProject<Projects.Migrations>("migrations")
    .WithReference(database).WaitFor(database)
    .WithReference(kafka).WaitFor(kafka)
    .WithServiceLogin(serviceLogin.MakeIn)
    .WithSettings("Topics", "Migrations")
    .WithTelemetryTo(collector)
    .PublishAsJob(target);

var consumer = builder.AddProject<Projects.Consumer>("consumer")
    .WithServiceLogin(serviceLogin.UseIn)
    .WithReference(kafka)
    .WaitForCompletion(migrations)
    .WithReplicas(settings.GetValue("Consumers", 2))
    .WithSettings("Topics", "Ingestion", "Reclustering", "Clustering", "SegmentChanges")
    .WithTelemetryTo(collector)
    .WithHealthEndpoints()
    .WithUrlForEndpoint("http", url => url.DisplayText = "What a consumer has done")

    // Commands reach any one of the replicas: they write to the database, where all replicas look.
    .WithHttpCommand("/retrain", "Retrain now", endpointName: "http", commandOptions: new()
    {
        Description = "Trains a model on the current profiles and puts every customer into its segments.",
        IconName = "BrainCircuit",
        IsHighlighted = true,
    })
    .PublishAsService(target);

if (builder.ExecutionContext.IsRunMode)
{
    migrations.WithEnvironment("Segmentation__Migrations__AllowReset", "true");
    consumer
        .WithEnvironment("Segmentation__Operations__AllowReset", "true")
        .WithHttpCommand("/reset", "Reset the data", endpointName: "http", commandOptions: new()
        {
            Description = "Forgets all transactions and changes of segment; every profile becomes what it was when it was loaded.",
            ConfirmationMessage = "Forget all transactions and all changes of segment? This cannot be undone.",
            IconName = "ArrowReset",
        });
}

builder.AddProject<Projects.Producer>("producer")
    .WithReference(kafka)
    .WaitFor(consumer)
    .WithSettings("Topics", "Simulation")
    .WithEnvironment(
        "Segmentation__Simulation__Rate",
        builder.AddParameter("producer-rate", new PublishedDefault(settings["Simulation:Rate"] ?? "200"))
            .WithDescription("Simulated transactions per second."))
    .WithTelemetryTo(collector)
    .WithHealthEndpoints()
    .WithUrlForEndpoint("http", url => url.DisplayText = "What the producer has done")
    .WithHttpCommand("/pause", "Pause", endpointName: "http", commandOptions: new()
    {
        Description = "Sends no more transactions until it is resumed.",
        IconName = "Pause",
        IsHighlighted = true,
    })
    .WithHttpCommand("/resume", "Resume", endpointName: "http", commandOptions: new()
    {
        Description = "Sends transactions again.",
        IconName = "Play",
        IsHighlighted = true,
    })
    .PublishAsService(target);

builder.AddProject<Projects.Dashboard>("dashboard")
    .WithServiceLogin(serviceLogin.UseIn)
    .WithReference(kafka)
    .WaitFor(consumer)
    .WithSettings("Topics", "Dashboard")
    .WithDashboardKeys()
    .WithTelemetryTo(collector)
    .WithHealthEndpoints()
    .WithExternalHttpEndpoints()
    .WithUrlForEndpoint("http", url => url.DisplayText = "Segments, live")
    .PublishAsService(target);

builder.Build().Run();

// An external broker where the configuration names one, else a container with one broker, which is for development and trials.
IResourceBuilder<IResourceWithConnectionString> AddKafka()
{
    if (builder.Configuration.GetConnectionString("kafka") is not null)
    {
        return builder.AddConnectionString("kafka");
    }

    var broker = builder.AddKafka("kafka")
        .WithKafkaUI(ui => ui
            .WithExplicitStart()
            .WithUrlForEndpoint("http", url => url.DisplayText = "Topics and messages"))
        .PublishAsService(target);
    return isPersistent ? broker.WithDataVolume("segmentation-kafka").WithLogOnVolume(target) : broker;
}

// An external server where the configuration names one, else a container. The migrations own the schema; the services log in as somebody
// else, on an external server only where the configuration names that login too.
(IResourceBuilder<IResourceWithConnectionString> Database, ServiceLogin ServiceLogin) AddDatabase()
{
    if (builder.Configuration.GetConnectionString("segmentation") is not null)
    {
        var external = builder.AddConnectionString("segmentation");
        return (external, ServiceLogin.External(
            builder.Configuration.GetConnectionString("segmentation-services") is null
                ? external
                : builder.AddConnectionString("segmentation-services")));
    }

    // A volume keeps its first password, so it is one that somebody chose and knows; otherwise one is generated.
    var server = builder
        .AddPostgres("postgres", password: isPersistent ? builder.AddParameter("postgres-password", secret: true) : null)
        .WithPgWeb(web => web
            .WithExplicitStart()
            .WithUrlForEndpoint("http", url => url.DisplayText = "Tables and SQL"))
        .PublishAsService(target);
    if (isPersistent)
    {
        server.WithDataVolume("segmentation-postgres");
    }

    var servicePassword = builder.ExecutionContext.IsPublishMode
        ? builder.AddParameter("service-password", secret: true)
        : builder.AddParameter("service-password", new GenerateParameterDefault { MinLength = 32, Special = false }, secret: true);
    return (server.AddDatabase("segmentation"), ServiceLogin.MadeByMigrations(server, "segmentation", servicePassword));
}
