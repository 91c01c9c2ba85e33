using Microsoft.Extensions.Configuration;
using Npgsql;
using SegmentationUpdates.Pipeline.Hosting;
using SegmentationUpdates.Pipeline.Messaging;

namespace SegmentationUpdates.Pipeline.Migration;

/// <summary>What migrations that are a process of their own have to be told: where the servers are.</summary>
public sealed class MigrationConnections(IConfiguration configuration) : IConfigurationRule
{
    public IEnumerable<string> Problems()
    {
        foreach (var name in (string[])["segmentation", "kafka"])
        {
            if (string.IsNullOrEmpty(configuration.GetConnectionString(name)))
            {
                yield return $"the connection string '{name}' is missing: set ConnectionStrings:{name} (as an environment variable ConnectionStrings__{name})";
            }
        }

        if (DatabaseProblem() is { } problem)
        {
            yield return $"ConnectionStrings:segmentation is not an Npgsql connection string: {problem}";
        }

        foreach (var wrong in new KafkaSettings(configuration).Problems())
        {
            yield return wrong;
        }
    }

    private string? DatabaseProblem()
    {
        try
        {
            _ = new NpgsqlConnectionStringBuilder(configuration.GetConnectionString("segmentation"));
            return null;
        }
        catch (ArgumentException e)
        {
            return e.Message.Split(" (Parameter", StringSplitOptions.None)[0];
        }
    }
}
