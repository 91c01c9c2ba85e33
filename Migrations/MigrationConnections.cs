using Microsoft.Extensions.Configuration;
using Npgsql;
using SegmentationUpdates.Hosting;

namespace SegmentationUpdates.Migrations;

/// <summary>What migrations that are a process of their own have to be told: where the database is.</summary>
public sealed class MigrationConnections(IConfiguration configuration) : IConfigurationRule
{
    public IEnumerable<string> Problems()
    {
        if (string.IsNullOrEmpty(configuration.GetConnectionString("segmentation")))
        {
            yield return "the connection string 'segmentation' is missing: set ConnectionStrings:segmentation "
                + "(as an environment variable ConnectionStrings__segmentation)";
        }

        if (DatabaseProblem() is { } problem)
        {
            yield return $"ConnectionStrings:segmentation is not an Npgsql connection string: {problem}";
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
