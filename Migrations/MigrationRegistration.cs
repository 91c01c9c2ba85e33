using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Messaging.Topics;
using SegmentationUpdates.Tables;
using SegmentationUpdates.Tables.Sources;

namespace SegmentationUpdates.Migrations;

public static class MigrationRegistration
{
    /// <summary>The migrations role. Takes the connection strings <c>segmentation</c> and <c>kafka</c> from the configuration.</summary>
    public static TBuilder AddMigrations<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddTopics();
        builder.Services.AddValidatedOptions<MigrationOptions>(MigrationOptions.Section);
        builder.Services.AddValidatedOptions<ProfileOptions>(ProfileOptions.Section);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<SchemaMigrator>();
        builder.Services.AddSingleton(services => new CustomerLoader(
            services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<CustomerLoader>>())
        {
            Table = new TableOptions { Map = ColumnMapText.Parse(services.GetRequiredService<IOptions<MigrationOptions>>().Value.CustomersMap) },
        });
        builder.Services.AddSingleton<MigrationSteps>();
        builder.Services.AddSingleton<MigrationRunner>();
        return builder;
    }
}
