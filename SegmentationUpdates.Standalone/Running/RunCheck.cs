using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SegmentationUpdates.Customers;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Standalone.Errors;
using SegmentationUpdates.Tables.Sources;

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
            Speed = null,
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

    // The names of the columns tell most of what can be wrong with a file. The rest is found by the load, which takes all of it or nothing.
    private static string? CustomersProblem(RunSettings settings)
    {
        if ((!settings.SimulatesFile && !settings.Roles.HasFlag(Roles.Migrations)) || settings.CustomersFile == "-")
        {
            return null;
        }

        try
        {
            using var file = CustomerFile.Open(settings.CustomersFile, settings.Table);
            return file.IsEmpty ? $"{settings.CustomersFile}: there are no customers in it; name another file with --customers" : null;
        }
        catch (TableException e)
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
