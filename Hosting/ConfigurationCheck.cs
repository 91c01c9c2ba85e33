using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace SegmentationUpdates.Hosting;

/// <summary>Asks everything that has a word on the configuration, before anything is started.</summary>
public static class ConfigurationCheck
{
    /// <summary>The exit code of a program whose command line or configuration is wrong.</summary>
    public const int ExitCode = 2;

    /// <param name="services">Of a host that has not started: its options (<see cref="ValidatedOptions"/>) and its <see cref="IConfigurationRule"/>s.</param>
    /// <returns>All that is wrong, one sentence each; empty when nothing is.</returns>
    public static IReadOnlyList<string> Problems(IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(services);
        var problems = new List<string>();
        try
        {
            services.GetService<IStartupValidator>()?.Validate();
        }
        catch (Exception e) when (ValidatedOptions.ProblemsOf(e) is { } found)
        {
            problems.AddRange(found);
        }

        problems.AddRange(services.GetServices<IConfigurationRule>().SelectMany(rule => rule.Problems()));
        return [.. problems.Distinct(StringComparer.Ordinal)];
    }
}
