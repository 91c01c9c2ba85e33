using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace SegmentationUpdates.AppHost.Settings;

/// <summary>What the configuration says of the application as a whole.</summary>
/// <param name="Target">What is published.</param>
/// <param name="Collector">Where telemetry goes instead of the Aspire dashboard; null for the dashboard.</param>
/// <param name="Consumers">How many replicas.</param>
/// <param name="IsPersistent">Data outlives a run. What is published is meant to last.</param>
/// <param name="Kafka">Where the broker is.</param>
/// <param name="Database">Where PostgreSQL is.</param>
/// <param name="Reason">Why the servers are what they are, as the end of a sentence.</param>
internal sealed record AppHostSettings(
    PublishTarget Target, string? Collector, int Consumers, bool IsPersistent, ServerKind Kafka, ServerKind Database, string Reason)
{
    private const string ServersKey = "Segmentation:Servers";
    private const string TargetKey = "Segmentation:Target";
    private const string ConsumersKey = "Segmentation:Consumers";
    private const string PersistKey = "Segmentation:Persist";
    private const int MostConsumers = 100;

    /// <summary>One sentence for the log.</summary>
    public string Description => Kafka == Database
        ? $"Kafka and PostgreSQL are {Name(Kafka)}, {Reason}."
        : $"Kafka is {Name(Kafka)} and PostgreSQL is {Name(Database)}, {Reason}.";

    /// <summary>False when the configuration asks for what cannot be; <paramref name="problem"/> is then one sentence on that.</summary>
    public static bool TryRead(
        IDistributedApplicationBuilder builder, bool canPublish, [NotNullWhen(true)] out AppHostSettings? settings, [NotNullWhen(false)] out string? problem)
    {
        settings = null;
        var configuration = builder.Configuration;
        var isPublished = builder.ExecutionContext.IsPublishMode;
        if (!TryRead<PublishTarget>(configuration, TargetKey, out var target, out problem)
            || !TryRead<ServerKind>(configuration, ServersKey, out var servers, out problem))
        {
            return false;
        }

        var (consumers, isPersistent) = (2, false);
        problem = isPublished switch
        {
            _ when configuration[ConsumersKey] is { Length: > 0 } text
                && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out consumers) && consumers is >= 1 and <= MostConsumers) =>
                $"{ConsumersKey} is '{text}': it must be a number from 1 to {MostConsumers}.",
            _ when configuration[PersistKey] is { Length: > 0 } text && !bool.TryParse(text, out isPersistent) =>
                $"{PersistKey} is '{text}': it must be true or false.",
            true when !canPublish =>
                "Publishing needs the packages Aspire.Hosting.Docker and Aspire.Hosting.Kubernetes, and this program was built without them because the "
                + "NuGet feed does not have them: build it with a feed that does (dotnet restore -f asks the feed again).",
            true when servers == ServerKind.Local =>
                $"{ServersKey} is local, and the servers of this machine cannot be published: set it to containers or external.",
            _ => null,
        };
        if (problem is not null)
        {
            return false;
        }

        var kafka = Given(configuration, "kafka", servers);
        var database = Given(configuration, "segmentation", servers);
        var reason = servers is null ? "because their connection strings are configured" : $"because {ServersKey} says so";
        if (kafka is null || database is null)
        {
            var (found, why) = isPublished ? (ServerKind.Containers, "because no connection strings are configured") : FindOut();
            (kafka, database, reason) = (kafka ?? found, database ?? found, why);
        }

        settings = new AppHostSettings(
            target ?? PublishTarget.Compose,
            configuration["Segmentation:OtlpEndpoint"],
            consumers,
            isPublished || isPersistent,
            kafka.Value,
            database.Value,
            reason);
        return true;
    }

    // A connection string names the very server, so it counts for more than a setting for both. Null for nothing said.
    private static ServerKind? Given(ConfigurationManager configuration, string connectionName, ServerKind? servers) =>
        configuration.GetConnectionString(connectionName) is not null ? ServerKind.External : servers;

    private static (ServerKind Kind, string Why) FindOut() => ContainerEngine.Find(out var trouble) is { } engine
        ? (ServerKind.Containers, $"because {engine} answers")
        : (ServerKind.Local, $"because no container engine answers: {trouble}");

    private static bool TryRead<T>(ConfigurationManager configuration, string key, out T? value, [NotNullWhen(false)] out string? problem)
        where T : struct, Enum
    {
        (value, problem) = (null, null);
        if (configuration[key] is not { Length: > 0 } text)
        {
            return true;
        }

        if (Enum.TryParse<T>(text, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed))
        {
            value = parsed;
            return true;
        }

        problem = $"{key} is '{text}': it must be one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}.";
        return false;
    }

    private static string Name(ServerKind kind) => kind switch
    {
        ServerKind.Containers => "containers",
        ServerKind.Local => "local services of this machine",
        _ => "external",
    };
}
