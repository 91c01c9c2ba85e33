using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SegmentationUpdates.Hosting;

/// <summary>Runs a program whose configuration may be wrong: then it says what is, in one line of its log and without a stack trace.</summary>
public static partial class ServiceRunner
{
    /// <summary>Runs until it is asked to stop.</summary>
    /// <returns>The exit code: 2 when the configuration is not valid, 1 when a <see cref="CriticalService"/> failed.</returns>
    public static async Task<int> RunServiceAsync(this IHost host)
    {
        if (!await host.TryStartAsync())
        {
            return ConfigurationCheck.ExitCode;
        }

        await host.WaitForShutdownAsync();
        return Environment.ExitCode;
    }

    /// <returns>False when the configuration is not valid; nothing has been started then.</returns>
    public static async Task<bool> TryStartAsync(this IHost host, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(host);
        if (ConfigurationCheck.Problems(host.Services) is { Count: > 0 } problems)
        {
            LogInvalid(
                host.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ServiceRunner).FullName!), string.Join("; ", problems));
            return false;
        }

        await host.StartAsync(cancellationToken);
        return true;
    }

    [LoggerMessage(1, LogLevel.Critical, "The configuration is not valid: {Problems}")]
    private static partial void LogInvalid(ILogger logger, string problems);
}
