using System.Text.RegularExpressions;
using Aspire.Hosting.Docker.Resources;

namespace SegmentationUpdates.AppHost.Publishing;

/// <summary>
/// Makes a Compose file that runs with an .env in which only secrets are filled in, and that starts in order. Aspire writes no values into .env,
/// so what has a default has it in the Compose file.
/// </summary>
internal static partial class ComposeCorrections
{
    private const string ImageSuffix = "_IMAGE";
    private const string PortSuffix = "_PORT";

    // What may be empty: without a viewer key everybody who reaches the page may look.
    private static readonly string[] Optional = ["VIEWER_KEY"];

    private static readonly Dictionary<string, string> Defaults = new(StringComparer.Ordinal) { ["PRODUCER_RATE"] = "200" };

    public static void Apply(ComposeFile compose)
    {
        AddHealthCheck(compose, "postgres", "pg_isready -U postgres");
        AddHealthCheck(compose, "kafka", "kafka-topics --bootstrap-server localhost:29092 --list");
        foreach (var service in compose.Services.Values)
        {
            service.Image = WithDefaults(service.Image);
            service.Ports = [.. service.Ports.Select(port => WithDefaults(port)!)];
            service.Expose = [.. service.Expose.Select(port => WithDefaults(port)!)];
            foreach (var (name, value) in service.Environment.ToList())
            {
                service.Environment[name] = WithDefaults(value)!;
            }

            foreach (var (name, dependency) in service.DependsOn)
            {
                if (compose.Services.TryGetValue(name, out var other) && other.Healthcheck is not null)
                {
                    dependency.Condition = "service_healthy";
                }
            }
        }
    }

    private static void AddHealthCheck(ComposeFile compose, string name, string command)
    {
        if (compose.Services.TryGetValue(name, out var server))
        {
            server.Healthcheck = new()
            {
                Test = ["CMD-SHELL", command],
                Interval = "5s",
                Timeout = "10s",
                Retries = 12,
                StartPeriod = "10s",
            };
        }
    }

    /// <summary>
    /// A default for what has one, also when .env leaves it empty; for what must be given a message that says so, instead of a service that fails later.
    /// </summary>
    internal static string? WithDefaults(string? text) => text is null ? null : Variable().Replace(text, match =>
    {
        var name = match.Groups["name"].Value;
        return name switch
        {
            _ when Defaults.TryGetValue(name, out var value) => $"${{{name}:-{value}}}",
            _ when name.EndsWith(ImageSuffix, StringComparison.Ordinal) =>
                $"${{{name}:-{name[..^ImageSuffix.Length].Replace('_', '-').ToLowerInvariant()}:latest}}",
            _ when name.EndsWith(PortSuffix, StringComparison.Ordinal) => $"${{{name}:-8080}}",
            _ when Optional.Contains(name, StringComparer.Ordinal) => $"${{{name}:-}}",
            _ => $"${{{name}:?fill in {name} in .env}}",
        };
    });

    [GeneratedRegex(@"\$\{(?<name>[A-Z0-9_]+)\}", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Variable();
}
