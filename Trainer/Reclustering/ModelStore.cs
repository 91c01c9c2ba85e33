using Microsoft.EntityFrameworkCore;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Trainer.Reclustering;

/// <summary>Keeps the versions of the model in clustering_models.</summary>
internal static class ModelStore
{
    /// <summary>When the latest transaction was stored, by the database's clock; some minutes ago when there is none since.</summary>
    public static Task<DateTimeOffset> StoredThroughAsync(SegmentationContext context, CancellationToken cancellationToken) =>
        context.Database
            .SqlQuery<DateTimeOffset>(
                $"""
                SELECT COALESCE(max(stored_at), now() - INTERVAL '10 min') AS "Value"
                FROM live_transaction_data
                WHERE stored_at > now() - INTERVAL '10 min'
                """)
            .SingleAsync(cancellationToken);

    /// <summary>Whether transactions were stored after that moment.</summary>
    public static Task<bool> HasStoredSinceAsync(SegmentationContext context, DateTimeOffset? moment, CancellationToken cancellationToken) =>
        context.Database
            .SqlQuery<bool>(
                $"""
                SELECT EXISTS (SELECT FROM live_transaction_data WHERE stored_at > COALESCE({moment}, '-infinity'::TIMESTAMPTZ)) AS "Value"
                """)
            .SingleAsync(cancellationToken);

    /// <summary>Customers by segment, without those who have none yet.</summary>
    public static Task<Dictionary<string, long>> SegmentSizesAsync(SegmentationContext context, CancellationToken cancellationToken) =>
        context.Customers
            .Where(customer => customer.Segment != null)
            .GroupBy(customer => customer.Segment!)
            .Select(segment => new { segment.Key, Customers = segment.LongCount() })
            .ToDictionaryAsync(segment => segment.Key, segment => segment.Customers, cancellationToken);

    /// <summary>When everybody was last trained on; null before the first training.</summary>
    public static Task<DateTimeOffset?> LastTrainingAsync(SegmentationContext context, CancellationToken cancellationToken) =>
        context.Models.Where(model => model.Reason != ModelReason.Online).MaxAsync(model => (DateTimeOffset?)model.CreatedAt, cancellationToken);

    /// <summary>The number of the last activation; 0 before the first.</summary>
    public static Task<long> LastActivationAsync(SegmentationContext context, CancellationToken cancellationToken) =>
        context.Database.SqlQuery<long>($"""SELECT last_activation() AS "Value" """).SingleAsync(cancellationToken);

    /// <summary>Stores a trained model and makes it the active one, in one database transaction.</summary>
    /// <param name="context">Not in a transaction.</param>
    /// <param name="model">Trained.</param>
    /// <param name="sinceActivation">The last activation when the training began.</param>
    /// <param name="cancellationToken">Nothing is stored by a cancelled call.</param>
    public static async Task<TrainingOutcome> ActivateAsync(
        SegmentationContext context, ClusteringModel model, long sinceActivation, CancellationToken cancellationToken)
    {
        using var activity = ReclusteringTelemetry.Source.StartActivity("activate model");
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        context.Models.Add(model);
        await context.SaveChangesAsync(cancellationToken);
        context.ChangeTracker.Clear();
        var activated = await context.Database
            .SqlQuery<bool>($"""SELECT activate_trained_model({model.ModelVersion}, {sinceActivation}) AS "Value" """)
            .SingleAsync(cancellationToken);
        if (!activated)
        {
            return new TrainingOutcome.Overtaken();
        }

        // Not to be cancelled: whether it has become active would not be known.
        await transaction.CommitAsync(CancellationToken.None);
        return new TrainingOutcome.Trained(model.ModelVersion);
    }

    /// <summary>Stores a trained model as the challenger, in place of any other, in one database transaction.</summary>
    /// <inheritdoc cref="ActivateAsync"/>
    public static async Task<TrainingOutcome> ChallengeAsync(
        SegmentationContext context, ClusteringModel model, long sinceActivation, string objection, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        context.Models.Add(model);
        await context.SaveChangesAsync(cancellationToken);
        context.ChangeTracker.Clear();
        var challenges = await context.Database
            .SqlQuery<bool>($"""SELECT challenge_active_model({model.ModelVersion}, {sinceActivation}, {objection}) AS "Value" """)
            .SingleAsync(cancellationToken);
        if (!challenges)
        {
            return new TrainingOutcome.Overtaken();
        }

        await transaction.CommitAsync(CancellationToken.None);
        return new TrainingOutcome.Challenges(model.ModelVersion, objection);
    }

    /// <summary>Whether a version has been waiting for a decision since that moment or later, or was rejected then.</summary>
    public static Task<bool> HasAskedSinceAsync(SegmentationContext context, DateTimeOffset moment, CancellationToken cancellationToken) =>
        context.Models.AnyAsync(
            model => model.Challenge != null
                && ((model.Challenge.Decision == null && model.Challenge.Since >= moment)
                    || (model.Challenge.Decision == ModelDecision.Rejected && model.Challenge.DecidedAt >= moment)),
            cancellationToken);

    /// <summary>Forgets models that are not to be kept, and answers to requests and activations of long ago.</summary>
    /// <returns>How many models went.</returns>
    public static Task<int> PruneAsync(SegmentationContext context, ReclusteringOptions keep, CancellationToken cancellationToken) =>
        context.Database
            .SqlQuery<int>(
                $"""SELECT prune_models({keep.KeepModels}, {keep.KeepHourly}, {keep.KeepDaily}, {keep.KeepHistory}) AS "Value" """)
            .SingleAsync(cancellationToken);
}
