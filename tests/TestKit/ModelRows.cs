using Npgsql;
using NpgsqlTypes;
using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Scoring;

namespace SegmentationUpdates.TestKit;

/// <summary>Models and segments by hand, without training.</summary>
internal static class ModelRows
{
    /// <summary>Stores a model that is not active.</summary>
    /// <returns>Its version.</returns>
    public static Task<long> AddModelAsync(
        this TestDatabase database, SegmentationModel? model = null, double switchMargin = 0, long lineage = 0) => database.ScalarAsync<long>(
        """
        INSERT INTO clustering_models
          (reason, k, seed, customers, training_rows, training_seconds, inertia, parameters, switch_margin, lineage)
        VALUES ('schedule', 2, 1, 0, 0, 0, 0, $1::JSONB, $2, NULLIF($3, 0))
        RETURNING model_version
        """,
        model?.ToJson() ?? "{}",
        switchMargin,
        lineage);

    public static async Task<long> ActivateAsync(
        this TestDatabase database, SegmentationModel model, double switchMargin = 0, long lineage = 0)
    {
        var version = await database.AddModelAsync(model, switchMargin, lineage);
        await database.ExecuteAsync("SELECT activate_model($1)", version);
        return version;
    }

    /// <summary>Stores a model that waits for a decision: it would move 30 of 40 customers.</summary>
    /// <returns>Its version.</returns>
    public static async Task<long> AddChallengerAsync(this TestDatabase database, SegmentationModel model)
    {
        var version = await database.AddModelAsync(model);
        await database.ExecuteAsync(
            """
            UPDATE clustering_models
            SET
              previous_version = (SELECT model_version FROM clustering_models WHERE is_active),
              customers = 40,
              moved_share = 0.75,
              moves = '[{"from": "few", "to": "many", "customers": 30}]'
            WHERE model_version = $1
            """,
            version);
        await database.ExecuteAsync("SELECT challenge_active_model($1, last_activation(), 'it would move 75 % of the customers')", version);
        return version;
    }

    /// <summary>A model with two segments, 'few' and 'many', by the number of transactions.</summary>
    public static SegmentationModel SplitByTransactions(double few, double many) => new(
        new FeatureScaler([new ColumnScaling("num_transactions", Lower: 0, Upper: 1_000_000, Center: 0, Scale: 1)]),
        [few, many],
        ["few", "many"],
        meanSquaredDistance: 1);

    public static async Task<int> AssignAsync(
        this NpgsqlConnection connection, (int Customer, string Segment)[] assignments, long model, string reason = "model", uint?[]? rowVersions = null)
    {
        await using var command = new NpgsqlCommand("SELECT assign_segments($1, $2, $3, $4, $5)", connection)
        {
            Parameters =
            {
                new() { Value = assignments.Select(a => a.Customer).ToArray() },
                new() { Value = assignments.Select(a => a.Segment).ToArray() },
                new()
                {
                    Value = rowVersions ?? new uint?[assignments.Length],
                    NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Xid,
                },
                new() { Value = reason },
                new() { Value = model },
            },
        };
        return (int)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
