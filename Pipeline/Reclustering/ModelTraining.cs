using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SegmentationUpdates.Clustering;
using SegmentationUpdates.Pipeline.Storage;

namespace SegmentationUpdates.Pipeline.Reclustering;

/// <summary>Trains a model on every customer's current features, as the continuation of the active one, and activates it.</summary>
internal sealed partial class ModelTraining(
    ActiveModels models, ReclusteringMetrics metrics, IOptions<ClusteringOptions> options, ILogger<ModelTraining> logger)
{
    /// <returns>The new model's version.</returns>
    /// <exception cref="UnclusterableDataException">The customers cannot be clustered, for example because there are fewer than k.</exception>
    public async Task<long> TrainAsync(
        SegmentationSession session, ClusteringModel? active, string reason, CancellationToken cancellationToken)
    {
        using var activity = ReclusteringTelemetry.Source.StartActivity("train model");
        activity?.SetTag("segmentation.model.reason", reason);
        var started = Stopwatch.GetTimestamp();
        var trainedThrough = await ModelStore.LatestTransactionAsync(session.Context, cancellationToken);
        var features = options.Value.ResolveFeatures();
        var data = await CustomerFeatures.ReadAsync(session.Connection, [.. features.Select(f => f.Name)], cancellationToken);
        var training = await Task.Run(() => new SegmentationTrainer(options.Value).Train(data, cancellationToken), cancellationToken);
        training = KeepIdentity(session, active, training, data);

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var version = await ModelStore.ActivateAsync(
            session.Context,
            new ClusteringModel
            {
                Reason = reason,
                K = training.Model.K,
                Seed = options.Value.Seed,
                Customers = training.Rows,
                TrainingRows = training.TrainingRows,
                TrainingSeconds = seconds,
                Inertia = training.Inertia,
                Parameters = training.Model.ToJson(),
                TrainedThrough = trainedThrough,
            },
            cancellationToken);
        activity?.SetTag("segmentation.model.version", version);
        activity?.SetTag("segmentation.customers", training.Rows);
        metrics.RecordTraining(Stopwatch.GetElapsedTime(started));
        LogTrained(version, reason, training.Rows, training.Inertia, seconds);
        return version;
    }

    // Labels that were configured anew take effect; else a segment stays the segment it was.
    private TrainingResult KeepIdentity(
        SegmentationSession session, ClusteringModel? active, TrainingResult training, FeatureMatrix data)
    {
        if (active is null)
        {
            return training;
        }

        var previous = models.Get(session.Connection, active.ModelVersion);
        if (!previous.Labels.Order(StringComparer.Ordinal).SequenceEqual(
            training.Model.Labels.Order(StringComparer.Ordinal), StringComparer.Ordinal))
        {
            return training;
        }

        var (continued, match) = SegmentMatching.Continue(previous, training, data);
        if (!match.Matched)
        {
            LogNotMatched(match.Reason);
        }

        return continued;
    }

    [LoggerMessage(1, LogLevel.Information, "Model {Version} ({Reason}): {Customers} customers, inertia {Inertia:0.0}, {Seconds:0.00} s")]
    private partial void LogTrained(long version, string reason, int customers, double inertia, double seconds);

    [LoggerMessage(2, LogLevel.Warning, "The segments begin anew, they cannot continue those of the previous model: {Reason}")]
    private partial void LogNotMatched(string? reason);
}
