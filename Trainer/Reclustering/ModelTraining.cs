using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Scoring;
using SegmentationUpdates.Clustering.Training;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Storage;
using SegmentationUpdates.Storage.Models;
using SegmentationUpdates.Storage.Segments;

namespace SegmentationUpdates.Trainer.Reclustering;

/// <summary>
/// Trains a model on every customer's current features, as the continuation of the active one, and activates it, unless somebody has to be
/// asked first (<see cref="ActivationGate"/>). When another model is
/// activated meanwhile, by hand or by another leader, the training is given up: what it was asked for is out of date.
/// </summary>
internal sealed partial class ModelTraining(
    ActiveModels models,
    ReclusteringMetrics metrics,
    IOptions<ClusteringOptions> options,
    IOptions<ReclusteringOptions> gate,
    TimeProvider time,
    ILogger<ModelTraining> logger)
{
    // So long a challenger is left in place for who decides on it, before a newer one takes that; and so long a rejection holds.
    private static readonly TimeSpan ChallengerPatience = TimeSpan.FromDays(1);

    private string _remarks = "";

    /// <param name="session">The leader's; nobody else uses it meanwhile.</param>
    /// <param name="signals">Of that session.</param>
    /// <param name="active">The model to continue; null for the first.</param>
    /// <param name="lastActivation">The activation that made it active.</param>
    /// <param name="reason">What asked for it.</param>
    /// <param name="approved">Whether it is to become active, however many customers it moves.</param>
    /// <param name="cancellationToken">A cancelled call leaves nothing behind.</param>
    public async Task<TrainingOutcome> TrainAsync(
        SegmentationSession session,
        DatabaseSignals signals,
        ClusteringModel? active,
        long lastActivation,
        ModelReason reason,
        bool approved,
        CancellationToken cancellationToken)
    {
        using var activity = ReclusteringTelemetry.Source.StartActivity("train model");
        activity?.SetTag("segmentation.model.reason", reason.ToText());
        var started = Stopwatch.GetTimestamp();
        var storedThrough = await ModelStore.StoredThroughAsync(session.Context, cancellationToken);
        var features = options.Value.ResolveFeatures();
        FeatureMatrix data;
        using (ReclusteringTelemetry.Source.StartActivity("read customers"))
        {
            data = await CustomerFeatures.ReadAsync(session.Connection, [.. features.Select(f => f.Name)], cancellationToken);
        }

        LogTraining(reason.ToText(), data.Rows);
        var previous = active is null ? null : models.Get(session.Connection, active.ModelVersion).Model;
        TrainingResult? found;
        try
        {
            found = await FitAsync(session, signals, lastActivation, data, previous, cancellationToken);
        }
        catch (UnclusterableDataException e)
        {
            return new TrainingOutcome.Refused(e.Message);
        }

        if (found is null)
        {
            LogOvertaken(reason.ToText());
            return new TrainingOutcome.Overtaken();
        }

        var continuation = Continue(previous, found, data);
        var training = continuation.Training;
        LogContinuation(continuation, active?.ModelVersion);
        LogRemarks(string.Join(' ', found.Remarks));

        var present = await SegmentNameQuery.ReadAsync(session.Connection, cancellationToken);
        var names = NamesOfTraining.Of(continuation, active, present, areConfigured: options.Value.Labels is { Length: > 0 });

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var model = new ClusteringModel
        {
            Reason = reason,
            K = training.Model.K,
            Seed = options.Value.Seed,
            Customers = training.Rows,
            TrainingRows = training.TrainingRows,
            TrainingSeconds = seconds,
            Inertia = training.Inertia,
            Parameters = JsonElement.Parse(training.Model.ToJson()),
            StoredThrough = storedThrough,
            SwitchMargin = options.Value.SwitchMargin,
            Quality = training is { Silhouette: { } silhouette, DaviesBouldin: { } daviesBouldin } ? new(silhouette, daviesBouldin) : null,
            KSearch = training.Choice is { } choice ? JsonSerializer.SerializeToElement(choice, KChoiceJson.Default.KChoice) : null,
            Lineage = continuation.After(active),
            MovedShare = continuation.Moves?.Share,
            Moves = continuation.Moves is { } moves ? ModelFlow.ToJson(moves.Flows) : null,
            SegmentProfiles = JsonElement.Parse(ProfileDocument.From(training).ToJson()),
            SegmentNames = names.ToJson(),
        };
        var question = approved ? null : ActivationGate.Objection(continuation, gate.Value);
        var outcome = await OfferAsync(session.Context, model, question, lastActivation, cancellationToken);
        switch (outcome)
        {
            case TrainingOutcome.Trained(var version):
                activity?.SetTag("segmentation.model.version", version);
                activity?.SetTag("segmentation.customers", training.Rows);
                metrics.RecordTraining(Stopwatch.GetElapsedTime(started));
                LogTrained(version, reason.ToText(), training.Rows, training.Inertia, seconds);
                break;
            case TrainingOutcome.Challenges(var version, var objection):
                activity?.SetTag("segmentation.model.version", version);
                LogChallenges(version, reason.ToText(), objection, active?.ModelVersion);
                break;
            case TrainingOutcome.Overtaken:
                LogOvertaken(reason.ToText());
                break;
        }

        return outcome;
    }

    // Who decides needs the time to look at one challenger. Somebody who asks for a training wants to see what comes of it.
    private async Task<TrainingOutcome> OfferAsync(
        SegmentationContext context, ClusteringModel model, string? objection, long lastActivation, CancellationToken cancellationToken) =>
        objection is null ? await ModelStore.ActivateAsync(context, model, lastActivation, cancellationToken)
        : model.Reason is not ModelReason.Request
            && await ModelStore.HasAskedSinceAsync(context, time.GetUtcNow() - ChallengerPatience, cancellationToken) ? new TrainingOutcome.Withheld()
        : await ModelStore.ChallengeAsync(context, model, lastActivation, objection, cancellationToken);

    private async Task<TrainingResult?> FitAsync(
        SegmentationSession session,
        DatabaseSignals signals,
        long lastActivation,
        FeatureMatrix data,
        SegmentationModel? previous,
        CancellationToken cancellationToken)
    {
        using var activity = ReclusteringTelemetry.Source.StartActivity("fit model");
        return await TrainingWatch.RunAsync(
            session, signals, lastActivation, token => new SegmentationTrainer(options.Value).Train(data, previous, token), cancellationToken);
    }

    private Continuation Continue(SegmentationModel? previous, TrainingResult found, FeatureMatrix data)
    {
        using var activity = ReclusteringTelemetry.Source.StartActivity("continue segments");
        return previous is null ? Continuation.First(found) : Continuation.Of(previous, found, data, options.Value.Labels);
    }

    private void LogContinuation(Continuation continuation, long? previous)
    {
        if (continuation.Matched is false)
        {
            LogNotMatched(continuation.Reason);
        }
        else if (continuation.Born.Length + continuation.Died.Length > 0)
        {
            LogLives(previous, string.Join(", ", continuation.Born), string.Join(", ", continuation.Died));
        }
    }

    /// <summary>Once, not in every training: it is the same until the customers change.</summary>
    private void LogRemarks(string remarks)
    {
        if (remarks.Length > 0 && remarks != _remarks)
        {
            LogOddFeatures(remarks);
        }

        _remarks = remarks;
    }

    [LoggerMessage(1, LogLevel.Information, "Model {Version} ({Reason}): {Customers} customers, inertia {Inertia:0.0}, {Seconds:0.00} s")]
    private partial void LogTrained(long version, string reason, int customers, double inertia, double seconds);

    [LoggerMessage(2, LogLevel.Warning, "The segments begin anew, they cannot continue those of the previous model: {Reason}")]
    private partial void LogNotMatched(string? reason);

    [LoggerMessage(3, LogLevel.Warning, "A training ({Reason}) was given up: another model was activated meanwhile")]
    private partial void LogOvertaken(string reason);

    [LoggerMessage(4, LogLevel.Information, "Training ({Reason}) on {Customers} customers")]
    private partial void LogTraining(string reason, int customers);

    [LoggerMessage(5, LogLevel.Information, "Against model {Previous} new segments: {Born}; gone: {Died}")]
    private partial void LogLives(long? previous, string born, string died);

    [LoggerMessage(6, LogLevel.Information, "Features to look at: {Remarks}")]
    private partial void LogOddFeatures(string remarks);

    [LoggerMessage(7, LogLevel.Warning,
        "Model {Version} ({Reason}) waits for a decision: {Objection}. Model {Active} stays active. `models approve {Version}` activates the new one, "
            + "`models reject {Version}` does not")]
    private partial void LogChallenges(long version, string reason, string objection, long? active);
}

/// <summary>The column k_search: k, reason, candidates (k, inertia, chosen, silhouette, davies_bouldin, gap,
/// gap_error, stability, separation, smallest_share).</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(KChoice))]
internal sealed partial class KChoiceJson : JsonSerializerContext;
