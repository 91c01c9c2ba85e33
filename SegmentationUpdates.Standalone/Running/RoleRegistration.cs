using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using SegmentationUpdates.Consumer.Ingestion;
using SegmentationUpdates.Dashboard;
using SegmentationUpdates.Migrations;
using SegmentationUpdates.Producer.Simulation;
using SegmentationUpdates.Trainer;

namespace SegmentationUpdates.Standalone.Running;

/// <summary>What each role is made of, and its configuration: for the hosts that do its work, and for the check before anything is started.</summary>
internal static class RoleRegistration
{
    /// <param name="builder">Gets the role's services and options.</param>
    /// <param name="role">One role.</param>
    public static void AddRole(this IHostApplicationBuilder builder, Roles role)
    {
        switch (role)
        {
            case Roles.Migrations:
                builder.AddMigrations();
                break;
            case Roles.Producer:
                builder.AddSimulation();
                break;
            case Roles.Consumer:
                builder.AddIngestion();
                break;
            case Roles.Trainer:
                builder.AddTrainer();
                break;
            case Roles.Dashboard:
                builder.AddDashboard();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(role), role, "Not one role.");
        }
    }

    /// <summary>
    /// The defaults for one machine, then environment variables (<c>Segmentation__Ingestion__BatchSize=500</c>), then the command line.
    /// </summary>
    public static void AddRunSettings(this IConfigurationBuilder configuration, RunSettings settings)
    {
        configuration.AddInMemoryCollection(
        [
            new("Segmentation:Reclustering:Interval", "00:00:10"),
            new("Segmentation:Reclustering:RetryDelay", "00:00:00.500"),
        ]);
        configuration.AddEnvironmentVariables();
        configuration.AddInMemoryCollection(
        [
            new("Segmentation:Topics:Partitions", settings.Partitions.ToString()),
            new("Segmentation:Simulation:Rate", settings.Rate.ToString("R")),
            new("Segmentation:Simulation:Profile", settings.Profile.ToString()),
            new("Segmentation:Simulation:CustomersFile", settings.CustomersFile),
        ]);
        if (settings.Speed is { } speed)
        {
            configuration.AddInMemoryCollection([new("Segmentation:Simulation:Speed", speed.ToString("R", CultureInfo.InvariantCulture))]);
        }
    }
}
