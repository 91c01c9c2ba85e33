using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Messaging.Clients;
using SegmentationUpdates.ServiceDefaults;

namespace SegmentationUpdates.Migrations;

/// <summary>The migrations, as they are run.</summary>
internal static class MigrationProgram
{
    /// <summary>Builds them without starting anything.</summary>
    public static IHost Build(params string[] args)
    {
        var builder = Host.CreateApplicationBuilder(args);
        builder.AddServiceDefaults();
        var clients = builder.AddKafkaSettings(KafkaClientKinds.Admin);
        builder.Services.AddKafkaSettingsLog("admin client", _ => clients.Admin());
        builder.AddMigrations();
        builder.Services.AddSingleton<IConfigurationRule, MigrationConnections>();
        return builder.Build();
    }
}
