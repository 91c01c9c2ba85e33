using System.Text.Json;
using Microsoft.Extensions.Options;
using Npgsql;
using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Online;
using SegmentationUpdates.Clustering.Scoring;
using SegmentationUpdates.Clustering.Training;
using SegmentationUpdates.Storage;
using SegmentationUpdates.Storage.Models;

namespace SegmentationUpdates.Trainer.Reclustering;

/// <summary>
/// Follows the data between trainings: the leader moves the active model's centroids by the customers who have just had transactions, and
/// from time to time makes a version of them. The steps are in memory only, and customers are scored by versions only: every customer's segment
/// stays the active version's answer, and a leader that takes over begins at the last version. A training sees everybody and replaces it all.
/// </summary>
internal sealed class OnlineModel(ActiveModels models, IOptions<ReclusteringOptions> options, TimeProvider time)
{
    private long _followed;
    private OnlineKMeans? _state;
    private DateTime _storedThrough;
    private int _customers;
    private DateTimeOffset _lastStep;
    private DateTimeOffset _lastVersion;

    private OnlineOptions Options => options.Value.Online;

    /// <summary>Takes a step if it is time, and says when the centroids should become a version.</summary>
    /// <param name="session">The leader's.</param>
    /// <param name="active">One that is pinned is left alone.</param>
    /// <param name="cancellationToken">A cancelled call loses its step.</param>
    /// <returns>The record of the next version; null for not now.</returns>
    public async Task<ClusteringModel?> FollowAsync(SegmentationSession session, ClusteringModel? active, CancellationToken cancellationToken)
    {
        if (!Options.Enabled || active is null or { PinnedAt: not null })
        {
            _state = null;
            return null;
        }

        if (_state is null || _followed != active.ModelVersion)
        {
            _storedThrough = (await ModelStore.StoredThroughAsync(session.Context, cancellationToken)).UtcDateTime;
            Begin(models.Get(session.Connection, active.ModelVersion).Model, active);
            return null;
        }

        if (time.GetUtcNow() - _lastStep >= Options.StepInterval)
        {
            _lastStep = time.GetUtcNow();
            await StepAsync(session.Connection, cancellationToken);
        }

        return _customers > 0 && time.GetUtcNow() - _lastVersion >= Options.PersistInterval ? Version(active) : null;
    }

    /// <summary>The version has become active: the next steps go on from it, with the weights that the past steps have left.</summary>
    public void Continue(long version)
    {
        _followed = version;
        _customers = 0;
        _lastVersion = time.GetUtcNow();
    }

    // After a training each segment weighs as much as it has customers. A version of another leader is as heavy as its training was.
    private void Begin(SegmentationModel model, ClusteringModel active)
    {
        var sizes = active.SegmentProfiles is { } profiles
            ? ProfileDocument.FromJson(profiles).Segments.Select(segment => (double)segment.Size).ToList()
            : [.. Enumerable.Repeat((double)active.Customers / model.K, model.K)];
        _state = new OnlineKMeans(model, sizes);
        _lastStep = time.GetUtcNow();
        Continue(active.ModelVersion);
    }

    private async Task StepAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var customers = await TouchedAsync(connection, cancellationToken);
        if (customers.Length == 0)
        {
            return;
        }

        var features = _state!.Model.FeatureNames;
        var values = new List<double>(customers.Length * features.Count);
        await using var command = new NpgsqlCommand(FeatureQuery.ByIds(features), connection)
        {
            Parameters = { new() { Value = _state.Model.Labels.ToArray() }, new() { Value = customers } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var row = new double[features.Count];
        while (await reader.ReadAsync(cancellationToken))
        {
            FeatureQuery.ReadFeatures(reader, row);
            values.AddRange(row);
        }

        _state = _state.Step(new FeatureMatrix(features, [.. values]), OnlineDecay.HalfLife(Options.HalfLife));
        _customers += values.Count / features.Count;
    }

    // Those stored since. One that is committed late is missed; a step is a sample anyway.
    private async Task<int[]> TouchedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT COALESCE(max(stored_at), $1), COALESCE(array_agg(DISTINCT customer_id), '{}')
            FROM (
              SELECT stored_at, customer_id
              FROM live_transaction_data
              WHERE stored_at > $1
              ORDER BY stored_at DESC
              LIMIT $2
            ) latest
            """,
            connection)
        {
            Parameters = { new() { Value = _storedThrough }, new() { Value = Options.BatchSize } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        _storedThrough = reader.GetDateTime(0);
        return reader.GetFieldValue<int[]>(1);
    }

    // Of the training it keeps what is still so: through which transaction everybody was seen, what the segments are, where they began.
    private ClusteringModel Version(ClusteringModel active) => new()
    {
        Reason = ModelReason.Online,
        K = active.K,
        Seed = active.Seed,
        Customers = active.Customers,
        TrainingRows = _customers,
        TrainingSeconds = 0,
        Inertia = _state!.Model.MeanSquaredDistance * active.Customers,
        Parameters = JsonElement.Parse(_state.Model.ToJson()),
        StoredThrough = active.StoredThrough,
        SwitchMargin = active.SwitchMargin,
        Lineage = new() { PreviousVersion = active.ModelVersion, Matched = true, Origin = active.Lineage.Origin ?? active.ModelVersion },
        SegmentProfiles = active.SegmentProfiles,
        SegmentNames = active.SegmentNames,
    };
}
