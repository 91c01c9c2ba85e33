using SegmentationUpdates.AppHost;
using SegmentationUpdates.AppHost.Local;
using SegmentationUpdates.AppHost.Publishing;
using SegmentationUpdates.AppHost.Services;
using SegmentationUpdates.AppHost.Settings;

var builder = DistributedApplication.CreateBuilder(args);
builder.AddLogLevels();
if (!AppHostSettings.TryRead(builder, PublishingExtensions.CanPublish, out var settings, out var problem))
{
    await Console.Error.WriteLineAsync(problem);
    return 2;
}

builder.AddPublishTarget(settings);
var (kafka, database, serviceLogin) = builder.AddServers(settings);

var migrations = builder.AddProject<Projects.Migrations>("migrations")
    .WithBuiltProgram()
    .WithReference(database).WaitFor(database)
    .WithReference(kafka).WaitFor(kafka)
    .WithKafkaSettings()
    .WithServiceLogin(serviceLogin.MakeIn)
    .WithSettings("Topics", "Migrations")
    .WithTelemetryTo(settings.Collector)
    .WithIconName("DatabaseArrowUp")
    .PublishAsJob(settings.Target);

// The producer gets it with its other settings; the database has to be made for it.
if (builder.Configuration["Segmentation:Simulation:Speed"] is { Length: > 0 } speed)
{
    migrations.WithEnvironment("Segmentation__Migrations__SimulationSpeed", speed);
}

var consumer = builder.AddProject<Projects.Consumer>("consumer")
    .WithBuiltProgram()
    .WithServiceLogin(serviceLogin.UseIn)
    .WithReference(kafka)
    .WithBrokerOf(settings)
    .WithKafkaSettings()
    .WaitForCompletion(migrations)
    .WithReplicas(settings.Consumers)
    .WithSettings("Topics", "Ingestion")
    .WithOperatorKey()
    .WithTelemetryTo(settings.Collector)
    .WithHealthEndpoints()
    .WithIconName("PeopleSync")

    // One address for all replicas, of which any may answer.
    .WithUrlForEndpoint("http", url =>
    {
        url.DisplayText = "What one of the consumers has done";
        url.DisplayLocation = UrlDisplayLocation.DetailsOnly;
    })
    .PublishAsService(settings.Target);

var trainer = builder.AddProject<Projects.Trainer>("trainer")
    .WithBuiltProgram()
    .WithServiceLogin(serviceLogin.UseIn)
    .WithReference(kafka)
    .WithKafkaSettings()
    .WaitForCompletion(migrations)
    .WithSettings("Topics", "Reclustering", "Clustering", "SegmentChanges")
    .WithTelemetryTo(settings.Collector)
    .WithHealthEndpoints()
    .WithIconName("BrainCircuit")
    .WithUrlForEndpoint("http", url => url.DisplayLocation = UrlDisplayLocation.DetailsOnly)
    .WithOperatorKey()
    .WithOperatorCommand("/retrain", "Retrain now", new()
    {
        Description = "Trains a model on the current profiles and puts every customer into its segments.",
        IconName = "BrainCircuit",
        IsHighlighted = true,
    })
    .PublishAsService(settings.Target);

if (builder.ExecutionContext.IsRunMode)
{
    migrations.WithEnvironment("Segmentation__Migrations__AllowReset", "true");
    consumer
        .WithEnvironment("Segmentation__Operations__AllowReset", "true")

        // It reaches any one of the replicas: what it does is done in the database.
        .WithOperatorCommand("/reset", "Reset the data", new()
        {
            Description = "Forgets all transactions and changes of segment; every profile becomes what it was when it was loaded.",
            ConfirmationMessage = "Forget all transactions and all changes of segment? This cannot be undone.",
            IconName = "ArrowReset",
        });
}

builder.AddProject<Projects.Producer>("producer")
    .WithBuiltProgram()
    .WithReference(kafka)
    .WithKafkaSettings()
    .WaitFor(consumer).WaitFor(trainer)
    .WithSettings("Topics", "Simulation")
    .WithEnvironment(
        "Segmentation__Simulation__Rate",
        builder.AddParameter("producer-rate", new PublishedDefault(builder.Configuration["Segmentation:Simulation:Rate"] ?? "200"))
            .WithDescription("Simulated transactions per second."))
    .WithTelemetryTo(settings.Collector)
    .WithHealthEndpoints()
    .WithIconName("Send")
    .WithUrlForEndpoint("http", url => url.DisplayText = "What the producer has done")
    .WithOperatorKey()
    .WithPauseAndResume()
    .PublishAsService(settings.Target);

builder.AddProject<Projects.Dashboard>("dashboard")
    .WithBuiltProgram()
    .WithServiceLogin(serviceLogin.UseInDashboard)
    .WithReference(kafka)
    .WithBrokerOf(settings)
    .WithKafkaSettings()
    .WaitFor(consumer)
    .WithSettings("Topics", "Dashboard")
    .WithDashboardKeys()
    .WithTelemetryTo(settings.Collector)
    .WithHealthEndpoints()
    .WithExternalHttpEndpoints()
    .WithIconName("DataPie")
    .WithUrlForEndpoint("http", url => url.DisplayText = "Segments, live")
    .WithAddressInLog()
    .PublishAsService(settings.Target);

builder.Build().Run();
return Environment.ExitCode;
