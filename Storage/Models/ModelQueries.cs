using Microsoft.EntityFrameworkCore;

namespace SegmentationUpdates.Storage.Models;

/// <summary>What several roles ask of the models.</summary>
public static class ModelQueries
{
    /// <summary>The active model's record; null before the first.</summary>
    public static Task<ClusteringModel?> ActiveModelAsync(this SegmentationContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Models.AsNoTracking().SingleOrDefaultAsync(model => model.IsActive, cancellationToken);
    }
}
