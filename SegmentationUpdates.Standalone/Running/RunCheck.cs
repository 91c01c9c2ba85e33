using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SegmentationUpdates.Customers;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Producer.Simulation;
using SegmentationUpdates.Standalone.Errors;

namespace SegmentationUpdates.Standalone.Running;

/// <summary>Everything that can be known to be wrong before anything is started or made: no folder, no server, no topic.</summary>
internal static class RunCheck
{
    /// <summary>All that is wrong, one sentence each, naming the option or the key; empty when nothing is.</summary>
    public static IReadOnlyList<string> Problems(RunSettings settings)
    {
        var problems = RunSettingsRules.Problems(settings).ToList();
        if (CustomersProblem(settings) is { } customers)
        {
            problems.Add(customers);
        }

        // The address has to be one before it can be tried.
        if (problems.Count == 0 && AddressProblem(settings) is { } address)
        {
            problems.Add(address);
        }

        problems.AddRange(ConfigurationProblems(settings));
        return problems;
    }

    // The roles are registered as their hosts will be, and what they bind is asked; none of their services is made.
    private static IReadOnlyList<string> ConfigurationProblems(RunSettings settings)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddRunSettings(settings with
        {
            // The options have named these already, and not by their keys.
            Rate = 1,
            Partitions = 1,
        });
        foreach (var role in Enum.GetValues<Roles>().Where(role => role != Roles.None && settings.Roles.HasFlag(role)))
        {
            builder.AddRole(role);
        }

        if (settings.UsesKafka)
        {
            builder.Services.AddSingleton<IConfigurationRule>(RunEnvironment.Kafka());
        }

        using var services = builder.Services.BuildServiceProvider();
        return ConfigurationCheck.Problems(services);
    }

    // Header and first row tell most of what can be wrong with a file. The rest is found by the load, which takes all of it or nothing.
    private static string? CustomersProblem(RunSettings settings)
    {
        var isSimulated = settings.Roles.HasFlag(Roles.Producer) && settings.Profile == SimulationProfile.Realistic;
        if (!isSimulated && !settings.Roles.HasFlag(Roles.Migrations))
        {
            return null;
        }

        try
        {
            return CustomerCsvReader.Read(settings.CustomersFile).Any()
                ? null
                : $"{settings.CustomersFile}: there are no customers in it; name another file with --customers";
        }
        catch (CustomerFileException e)
        {
            return e.Message;
        }
    }

    private static string? AddressProblem(RunSettings settings)
    {
        try
        {
            _ = settings.Roles.HasFlag(Roles.Dashboard) ? DashboardAddress.Choose(settings.DashboardUrl) : null;
            return null;
        }
        catch (CommandException e)
        {
            return e.Message;
        }
    }
}
