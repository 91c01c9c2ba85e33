using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Hosting;

namespace SegmentationUpdates.ServiceDefaults;

/// <summary>
/// What of other people's code is worth a line in every process's log: not each statement, each request and each probe. The weakest source of the
/// configuration, so that any other can say otherwise (<c>Logging__LogLevel__Npgsql=Information</c>).
/// </summary>
internal static class LogLevels
{
    private static readonly string[] Quiet =
    [
        "Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "Microsoft.Extensions.Http", "Npgsql", "Polly", "System.Net.Http.HttpClient",
    ];

    public static void AddLogLevels(this IHostApplicationBuilder builder) => builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
    {
        InitialData =
        [
            .. Quiet.Select(category => KeyValuePair.Create<string, string?>($"Logging:LogLevel:{category}", "Warning")),

            // A service that is starting is not healthy yet, which is no error; who asks hears it, and who has trouble logs that itself.
            KeyValuePair.Create<string, string?>("Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks", "Critical"),
        ],
    });
}
