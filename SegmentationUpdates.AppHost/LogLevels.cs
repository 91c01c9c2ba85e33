using Microsoft.Extensions.Configuration.Memory;

namespace SegmentationUpdates.AppHost;

/// <summary>
/// What of Aspire's own log is worth a line in the console of whoever starts the application. The weakest source of the configuration, so that any
/// other can say otherwise (<c>--Logging:LogLevel:Aspire.Hosting.Dcp=Debug</c>).
/// </summary>
internal static class LogLevels
{
    public static void AddLogLevels(this IDistributedApplicationBuilder builder) => builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
    {
        InitialData =
        [
            KeyValuePair.Create<string, string?>("Logging:LogLevel:Microsoft.AspNetCore", "Warning"),
            KeyValuePair.Create<string, string?>("Logging:LogLevel:Microsoft.AspNetCore.DataProtection", "Error"),
            KeyValuePair.Create<string, string?>("Logging:LogLevel:System.Net.Http.HttpClient", "Warning"),

            // A resource that is starting is not healthy yet, which is no error; the dashboard shows its state.
            KeyValuePair.Create<string, string?>("Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks", "Critical"),
        ],
    });
}
