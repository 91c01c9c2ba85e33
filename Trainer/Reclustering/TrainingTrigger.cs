using Microsoft.Extensions.Options;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Trainer.Reclustering;

/// <summary>
/// Says when it is time for a training that nobody asked for: on schedule while there are changes, and at once when customers have drifted
/// away from the active model. A model that was activated by hand is left alone.
/// </summary>
internal sealed partial class TrainingTrigger(
    ModelDrift drift, IOptions<ReclusteringOptions> options, TimeProvider time, ILogger<TrainingTrigger> logger)
{
    private DateTimeOffset _lastAttempt = DateTimeOffset.MinValue;
    private DateTimeOffset _lastMeasurement = DateTimeOffset.MinValue;

    /// <summary>A training begins, whatever came of it: the next on schedule waits for its interval.</summary>
    public void NoteAttempt() => _lastAttempt = time.GetUtcNow();

    /// <returns>What a training is due for; null for not now.</returns>
    public async Task<ModelReason?> DueAsync(SegmentationSession session, ClusteringModel? active, CancellationToken cancellationToken)
    {
        // Of trainings on everybody: versions that follow the data in between do not put them off.
        var last = await ModelStore.LastTrainingAsync(session.Context, cancellationToken) ?? DateTimeOffset.MinValue;
        var since = time.GetUtcNow() - (active is null || _lastAttempt > last ? _lastAttempt : last);
        if (active is null)
        {
            return since >= options.Value.Interval ? ModelReason.Initial : null;
        }

        // Measured also where nothing is to come of it: the figures are for people too.
        var hasDrifted = await HasDriftedAsync(session, active, cancellationToken);
        return active.PinnedAt is not null ? null
            : hasDrifted && since >= options.Value.DriftCooldown ? ModelReason.Drift
            : since >= options.Value.Interval
                && await ModelStore.HasStoredSinceAsync(session.Context, active.StoredThrough, cancellationToken) ? ModelReason.Schedule
            : null;
    }

    private async Task<bool> HasDriftedAsync(SegmentationSession session, ClusteringModel active, CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() - _lastMeasurement < options.Value.DriftInterval)
        {
            return false;
        }

        _lastMeasurement = time.GetUtcNow();
        var measured = await drift.MeasureAsync(session, active, cancellationToken);
        if (measured.Rows < ModelDrift.LeastCustomers)
        {
            return false;
        }

        if (measured.Findings.Count > 0)
        {
            LogDrift(active.ModelVersion, string.Join("; ", measured.Findings));
        }

        return measured.Findings.Count > 0;
    }

    [LoggerMessage(1, LogLevel.Information, "Customers have drifted away from model {Version}: {Findings}")]
    private partial void LogDrift(long version, string findings);
}
