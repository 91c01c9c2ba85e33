using Npgsql;
using SegmentationUpdates.Clustering.Scoring;

namespace SegmentationUpdates.Storage.Models;

/// <summary>Models by version, as they stand in the database. A version never changes, so the last one read is kept. Thread-safe.</summary>
public sealed class ActiveModels
{
    private volatile ScoringModel? _last;

    /// <param name="connection">May be in a transaction.</param>
    /// <param name="version">Of a model that exists.</param>
    /// <exception cref="InvalidDataException">The stored model is damaged.</exception>
    /// <exception cref="InvalidOperationException">There is no such version.</exception>
    public ScoringModel Get(NpgsqlConnection connection, long version) =>
        Find(connection, version) ?? throw new InvalidOperationException($"there is no model version {version} in clustering_models");

    /// <inheritdoc cref="Get"/>
    /// <returns>Null when the version is not kept any more.</returns>
    public ScoringModel? Find(NpgsqlConnection connection, long version)
    {
        if (_last is { } last && last.Version == version)
        {
            return last;
        }

        using var command = new NpgsqlCommand(
            "SELECT parameters::TEXT, switch_margin FROM clustering_models WHERE model_version = $1", connection)
        {
            Parameters = { new() { Value = version } },
        };
        using var reader = command.ExecuteReader();
        return reader.Read()
            ? _last = new ScoringModel(version, SegmentationModel.FromJson(reader.GetString(0)), reader.GetDouble(1))
            : null;
    }
}
