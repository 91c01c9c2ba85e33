using Npgsql;
using SegmentationUpdates.Producer.Simulation;

namespace SegmentationUpdates.Standalone.Running;

/// <summary>Which settings make sense, alone and together.</summary>
internal static class RunSettingsRules
{
    /// <summary>What is wrong, one message each, naming the option.</summary>
    public static IEnumerable<string> Problems(RunSettings settings)
    {
        if (settings.Rate is not (>= 0.01 and <= 1_000_000))
        {
            yield return "--rate must be from 0.01 to 1000000 transactions per second.";
        }

        if (settings.Speed is not (null or (>= 1 and <= SimulationOptions.MaxSpeed)))
        {
            yield return $"--speed must be from 1 to {SimulationOptions.MaxSpeed:0} seconds of the customers' time in one.";
        }

        if (settings.Speed is not null && (settings.Roles & (Roles.Producer | Roles.Migrations)) == Roles.None)
        {
            yield return "--speed has no effect with these --roles: it is the producer's, and the migrations make a database for it. Leave it out.";
        }

        if (settings.Partitions is < 1 or > 1000)
        {
            yield return "--partitions must be from 1 to 1000.";
        }

        if (settings.Kafka is null && settings.UsesKafka && !settings.HoldsBothEnds)
        {
            yield return "--roles with only one of producer and consumer, or with trainer alone, needs --kafka HOST:PORT: "
                + "the broker in this process cannot be shared with another process.";
        }

        if (settings.Kafka is { } kafka && KafkaProblem(kafka) is { } wrong)
        {
            yield return wrong;
        }

        if (settings.Postgres is { } postgres && ConnectionStringProblem(postgres) is { } problem)
        {
            yield return $"--postgres is not an Npgsql connection string, such as \"Host=db;Username=u;Database=segmentation\": {problem}";
        }

        if (settings.DashboardUrl is { } url && !DashboardAddress.IsUrl(url))
        {
            yield return $"--dashboard-url '{url}' is not http://HOST:PORT with localhost or an IP address for HOST, such as "
                + $"{DashboardAddress.Default} or http://0.0.0.0:5080.";
        }

        if (settings is { Fresh: true, Postgres: not null })
        {
            yield return "--fresh forgets the data folder of a private PostgreSQL; the database of --postgres is left to you.";
        }

        foreach (var useless in CustomersProblems(settings))
        {
            yield return useless;
        }
    }

    /// <summary>Options that would have no effect.</summary>
    private static IEnumerable<string> CustomersProblems(RunSettings settings)
    {
        if (settings.CustomersFile == "-")
        {
            yield return "--customers - would have to be read twice: save what is piped in a file, and name that.";
        }

        if (settings.CustomersFileIsGiven && !settings.Roles.HasFlag(Roles.Migrations) && !settings.SimulatesFile)
        {
            yield return "--customers has no effect with these --roles: the migrations load customers. Add migrations, or leave it out.";
        }

        if (!settings.CustomersFileIsGiven && settings.GivenTableOptions.Count > 0)
        {
            yield return $"{string.Join(" and ", settings.GivenTableOptions)} {(settings.GivenTableOptions.Count == 1 ? "has" : "have")} no effect "
                + "without --customers FILE.";
        }
    }

    /// <summary>What is wrong with bootstrap servers; null when nothing is.</summary>
    public static string? KafkaProblem(string bootstrapServers) => bootstrapServers.Split(',').All(IsEndpoint)
        ? null
        : $"--kafka '{bootstrapServers}' is not HOST:PORT, or several of them separated by commas.";

    private static bool IsEndpoint(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && ushort.TryParse(text.AsSpan(colon + 1), out var port) && port > 0;
    }

    private static string? ConnectionStringProblem(string text)
    {
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(text);
            return (builder.Host, builder.Database) switch
            {
                (null or "", _) => "Host is missing",
                (_, null or "") => "Database is missing",
                _ => null,
            };
        }
        catch (ArgumentException e)
        {
            return e.Message;
        }
    }
}
