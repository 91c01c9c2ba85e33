using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Messaging.Topics;

namespace SegmentationUpdates.Migrations;

public static class MigrationRegistration
{
    /// <summary>The migrations role. Takes the connection strings <c>segmentation</c> and <c>kafka</c> from the configuration.</summary>
    public static TBuilder AddMigrations<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddTopics();
        builder.Services.AddValidatedOptions<MigrationOptions>(MigrationOptions.Section);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<SchemaMigrator>();
        builder.Services.AddSingleton<CustomerLoader>();
        builder.Services.AddSingleton<MigrationSteps>();
        builder.Services.AddSingleton<MigrationRunner>();
        return builder;
    }
}
