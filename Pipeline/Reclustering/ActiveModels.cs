using Npgsql;
using SegmentationUpdates.Clustering;

namespace SegmentationUpdates.Pipeline.Reclustering;

/// <summary>Models by version, as they stand in the database. A version never changes, so the last one read is kept. Thread-safe.</summary>
internal sealed class ActiveModels
{
    private sealed record Loaded(long Version, SegmentationModel Model);

    private volatile Loaded? _last;

    /// <param name="connection">May be in a transaction.</param>
    /// <param name="version">Of a model that exists.</param>
    /// <exception cref="FormatException">The stored model is damaged.</exception>
    public SegmentationModel Get(NpgsqlConnection connection, long version)
    {
        if (_last is { } last && last.Version == version)
        {
            return last.Model;
        }

        using var command = new NpgsqlCommand("SELECT parameters::TEXT FROM clustering_models WHERE model_version = $1", connection)
        {
            Parameters = { new() { Value = version } },
        };
        var json = command.ExecuteScalar() as string
            ?? throw new InvalidOperationException($"there is no model version {version} in clustering_models");
        var model = SegmentationModel.FromJson(json);
        _last = new Loaded(version, model);
        return model;
    }
}
