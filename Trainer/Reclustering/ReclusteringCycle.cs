using Microsoft.Extensions.Options;
using SegmentationUpdates.Storage;
using SegmentationUpdates.Storage.Models;

namespace SegmentationUpdates.Trainer.Reclustering;

/// <summary>
/// What the leader does each time round: finishes a pass that was cut off, then trains if somebody asked for it or it is time, and applies what
/// came of it.
/// </summary>
internal sealed partial class ReclusteringCycle(
    TrainingTrigger trigger,
    ModelTraining training,
    OnlineModel online,
    ModelApplier applier,
    ReclusteringMetrics metrics,
    IOptions<ReclusteringOptions> options,
    TimeProvider time,
    ILogger<ReclusteringCycle> logger)
{
    // A stop waits so long for a pass to finish: a few seconds for a million customers. A longer one is cut off, and the next leader does
    // it again.
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(3);

    // However fast the customers' time: a pass over everybody takes seconds where there are many.
    private static readonly TimeSpan ShortestAgeing = TimeSpan.FromMinutes(1);

    /// <param name="session">The leader's.</param>
    /// <param name="signals">Of that session.</param>
    /// <param name="stoppingToken">From then on a pass has a few seconds left.</param>
    /// <param name="cancellationToken">Ends the round wherever nothing would be left half done.</param>
    public async Task RunAsync(
        SegmentationSession session, DatabaseSignals signals, CancellationToken stoppingToken, CancellationToken cancellationToken)
    {
        var active = await session.Context.ActiveModelAsync(cancellationToken);
        if (active is { AppliedAt: null } || active?.AppliedAt + await AgeingIntervalAsync(session, cancellationToken) < time.GetUtcNow())
        {
            await ApplyAsync(active!, stoppingToken);
        }

        // In this order: an activation that is not seen here came after the request, and after all that is known of the model.
        var waiting = await RetrainingRequests.WaitingAsync(session, cancellationToken);
        var lastActivation = await ModelStore.LastActivationAsync(session.Context, cancellationToken);
        active = await session.Context.ActiveModelAsync(cancellationToken);
        var request = await OpenAsync(session, waiting, active, cancellationToken);
        var due = request is not null ? ModelReason.Request : await trigger.DueAsync(session, active, cancellationToken);
        if (due is not { } reason)
        {
            await FollowAsync(session, active, lastActivation, stoppingToken, cancellationToken);
            return;
        }

        trigger.NoteAttempt();
        switch (await training.TrainAsync(session, signals, active, lastActivation, reason, request?.Approve ?? false, cancellationToken))
        {
            case TrainingOutcome.Trained(var version):
                await FinishAsync(session, version, stoppingToken, cancellationToken);
                await AnswerAsync(session, request, version, error: null, cancellationToken);
                break;
            case TrainingOutcome.Challenges(var version, var objection):
                await ModelStore.PruneAsync(session.Context, options.Value, cancellationToken);
                await AnswerAsync(session, request, version, objection, cancellationToken);
                break;
            case TrainingOutcome.Withheld:
                break;
            case TrainingOutcome.Overtaken:
                await AnswerAsync(session, request, modelVersion: null, "another model was activated while the training ran", cancellationToken);
                break;
            case TrainingOutcome.Refused(var why):
                LogNotTrained(why, active?.ModelVersion);
                await AnswerAsync(session, request, modelVersion: null, why, cancellationToken);
                break;
        }
    }

    // Of the customers' time: where that is simulated, days pass in seconds.
    private async Task<TimeSpan> AgeingIntervalAsync(SegmentationSession session, CancellationToken cancellationToken)
    {
        var interval = options.Value.AgeingInterval;
        var shortened = interval / (await CustomerClock.ReadAsync(session.Connection, cancellationToken) is { Speed: > 1 } clock ? clock.Speed : 1);
        return shortened > ShortestAgeing || shortened == interval ? shortened : ShortestAgeing;
    }

    private async Task FollowAsync(
        SegmentationSession session,
        ClusteringModel? active,
        long lastActivation,
        CancellationToken stoppingToken,
        CancellationToken cancellationToken)
    {
        if (await online.FollowAsync(session, active, cancellationToken) is { } next
            && await ModelStore.ActivateAsync(session.Context, next, lastActivation, cancellationToken) is TrainingOutcome.Trained(var version))
        {
            online.Continue(version);
            LogFollowed(version, next.TrainingRows);
            await FinishAsync(session, version, stoppingToken, cancellationToken);
        }
    }

    private async Task FinishAsync(
        SegmentationSession session, long version, CancellationToken stoppingToken, CancellationToken cancellationToken)
    {
        // Another one may be active already; its pass is the next round's. A stop that comes between the activation and the pass leaves it the
        // time that it leaves any pass.
        if (await session.Context.ActiveModelAsync(CancellationToken.None) is { } current && current.ModelVersion == version)
        {
            await ApplyAsync(current, stoppingToken);
        }

        await ModelStore.PruneAsync(session.Context, options.Value, cancellationToken);
    }

    // A pin keeps its version from every request: one from before it, and one that came while it was being set.
    private static async Task<RetrainingRequest?> OpenAsync(
        SegmentationSession session, RetrainingRequest? request, ClusteringModel? active, CancellationToken cancellationToken)
    {
        if (request is null || active?.PinnedAt is not { } pinnedAt)
        {
            return request;
        }

        await AnswerAsync(
            session,
            request,
            modelVersion: null,
            request.RequestedAt <= pinnedAt
                ? $"model {active.ModelVersion} was activated by hand after this request"
                : RetrainingRequests.Pinned(active.ModelVersion),
            cancellationToken);
        return null;
    }

    private static async Task AnswerAsync(
        SegmentationSession session, RetrainingRequest? request, long? modelVersion, string? error, CancellationToken cancellationToken)
    {
        if (request is not null)
        {
            await RetrainingRequests.AnswerAsync(session, request.RequestId, modelVersion, error, cancellationToken);
        }
    }

    // Not cut off at once by a stop: after the pass every customer is where the active model says.
    private async Task ApplyAsync(ClusteringModel active, CancellationToken stoppingToken)
    {
        using var cutOff = new CancellationTokenSource();
        await using var stopping = stoppingToken.Register(() => cutOff.CancelAfter(StopGrace));
        var version = active.ModelVersion;
        using var activity = ReclusteringTelemetry.Source.StartActivity("apply model");
        activity?.SetTag("segmentation.model.version", version);
        var started = time.GetTimestamp();
        if (await applier.ApplyAsync(active, cutOff.Token) is PassOutcome.Applied(var changes))
        {
            activity?.SetTag("segmentation.segment.changes", changes);
            metrics.RecordApply(time.GetElapsedTime(started), changes);
            LogApplied(version, changes);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Model {Version} applied: {Changes} customers changed segment")]
    private partial void LogApplied(long version, int changes);

    [LoggerMessage(2, LogLevel.Error, "No new model: {Reason} Model {Version} stays active")]
    private partial void LogNotTrained(string reason, long? version);

    [LoggerMessage(3, LogLevel.Information, "Model {Version} (online): the centroids have followed {Customers} customers")]
    private partial void LogFollowed(long version, int customers);
}
