using Microsoft.EntityFrameworkCore;
using SegmentationUpdates.Pipeline.Storage;

namespace SegmentationUpdates.Pipeline.Reclustering;

/// <summary>Keeps the versions of the model in clustering_models.</summary>
internal static class ModelStore
{
    /// <summary>The active model's record; null before the first.</summary>
    public static Task<ClusteringModel?> ActiveAsync(SegmentationContext context, CancellationToken cancellationToken) =>
        context.Models.AsNoTracking().SingleOrDefaultAsync(model => model.IsActive, cancellationToken);

    /// <summary>Highest transaction id; null without transactions. Ids grow with time: a higher one than before is a sign of changes.</summary>
    public static Task<long?> LatestTransactionAsync(SegmentationContext context, CancellationToken cancellationToken) =>
        context.Database
            .SqlQuery<long?>($"""SELECT max(transaction_id) AS "Value" FROM live_transaction_data""")
            .SingleAsync(cancellationToken);

    /// <summary>Customers by segment, without those who have none yet.</summary>
    public static Task<Dictionary<string, long>> SegmentSizesAsync(SegmentationContext context, CancellationToken cancellationToken) =>
        context.Customers
            .Where(customer => customer.Segment != null)
            .GroupBy(customer => customer.Segment!)
            .Select(segment => new { segment.Key, Customers = segment.LongCount() })
            .ToDictionaryAsync(segment => segment.Key, segment => segment.Customers, cancellationToken);

    /// <summary>Stores a trained model and makes it the active one, in one database transaction.</summary>
    /// <returns>Its version.</returns>
    public static async Task<long> ActivateAsync(
        SegmentationContext context, ClusteringModel model, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        context.Models.Add(model);
        await context.SaveChangesAsync(cancellationToken);
        await context.Database.ExecuteSqlAsync($"SELECT activate_model({model.ModelVersion})", cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        context.ChangeTracker.Clear();
        return model.ModelVersion;
    }
}
