using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SegmentationUpdates.Clustering;
using SegmentationUpdates.Pipeline.Storage;

namespace SegmentationUpdates.Pipeline.Reclustering;

/// <summary>
/// Trains a model on every customer's current features, as the continuation of the active one, and activates it. When another model is
/// activated meanwhile, by hand or by another leader, the training is given up: what it was asked for is out of date.
/// </summary>
internal sealed partial class ModelTraining(
    ActiveModels models, ReclusteringMetrics metrics, IOptions<ClusteringOptions> options, ILogger<ModelTraining> logger)
{
    /// <param name="session">The leader's; nobody else uses it meanwhile.</param>
    /// <param name="signals">Of that session.</param>
    /// <param name="active">The model to continue; null for the first.</param>
    /// <param name="lastActivation">The activation that made it active.</param>
    /// <param name="reason">One of <see cref="ModelReason"/>.</param>
    /// <param name="cancellationToken">Leaves no trace.</param>
    /// <returns>The new model's version; null when another model was activated meanwhile.</returns>
    /// <exception cref="UnclusterableDataException">The customers cannot be clustered, for example because there are fewer than k.</exception>
    public async Task<long?> TrainAsync(
        SegmentationSession session,
        DatabaseSignals signals,
        ClusteringModel? active,
        long lastActivation,
        string reason,
        CancellationToken cancellationToken)
    {
        using var activity = ReclusteringTelemetry.Source.StartActivity("train model");
        activity?.SetTag("segmentation.model.reason", reason);
        var started = Stopwatch.GetTimestamp();
        var trainedThrough = await ModelStore.LatestTransactionAsync(session.Context, cancellationToken);
        var features = options.Value.ResolveFeatures();
        var data = await CustomerFeatures.ReadAsync(session.Connection, [.. features.Select(f => f.Name)], cancellationToken);
        LogTraining(reason, data.Rows);
        var found = await WorkUnlessOvertakenAsync(
            session, signals, lastActivation, token => new SegmentationTrainer(options.Value).Train(data, token), cancellationToken);
        if (found is null)
        {
            LogOvertaken(reason);
            return null;
        }

        var training = KeepIdentity(session, active, found, data);

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
                PreviousVersion = active?.ModelVersion,
            },
            lastActivation,
            cancellationToken);
        if (version is null)
        {
            LogOvertaken(reason);
            return null;
        }

        activity?.SetTag("segmentation.model.version", version);
        activity?.SetTag("segmentation.customers", training.Rows);
        metrics.RecordTraining(Stopwatch.GetElapsedTime(started));
        LogTrained(version.Value, reason, training.Rows, training.Inertia, seconds);
        return version;
    }

    // The connection has nothing else to do while the processor works: it listens, and whoever loses it loses the lead, and stops as well.
    private static async Task<TrainingResult?> WorkUnlessOvertakenAsync(
        SegmentationSession session,
        DatabaseSignals signals,
        long lastActivation,
        Func<CancellationToken, TrainingResult> train,
        CancellationToken cancellationToken)
    {
        using var overtaken = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var trained = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var training = Task.Run(() => train(overtaken.Token), overtaken.Token);
        var watching = WatchAsync(trained.Token);
        try
        {
            if (await Task.WhenAny(training, watching) == watching)
            {
                await overtaken.CancelAsync();
                await ((Task)training).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await watching;
                signals.WakeAgain();
                return null;
            }

            return await training;
        }
        finally
        {
            await trained.CancelAsync();
            await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task WatchAsync(CancellationToken ended)
        {
            while (await ModelStore.LastActivationAsync(session.Context, ended) == lastActivation)
            {
                await signals.WaitAsync(Timeout.InfiniteTimeSpan, ended);
            }
        }
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

    [LoggerMessage(3, LogLevel.Warning, "A training ({Reason}) was given up: another model was activated meanwhile")]
    private partial void LogOvertaken(string reason);

    [LoggerMessage(4, LogLevel.Information, "Training ({Reason}) on {Customers} customers")]
    private partial void LogTraining(string reason, int customers);
}
