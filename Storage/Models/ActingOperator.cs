using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace SegmentationUpdates.Storage.Models;

/// <summary>Who acts, as the histories of db/tables/0012_operator_names.sql learn it: by a setting of the transaction.</summary>
internal static class ActingOperator
{
    /// <param name="session">Without a transaction.</param>
    /// <param name="name">Null for nobody's.</param>
    /// <param name="cancellationToken">A cancelled call begins nothing.</param>
    public static async Task<IDbContextTransaction> BeginAsAsync(this SegmentationSession session, string? name, CancellationToken cancellationToken)
    {
        var transaction = await session.Context.Database.BeginTransactionAsync(cancellationToken);
        await session.Context.Database.ExecuteSqlAsync($"SELECT set_config('segmentation.operator', {name ?? ""}, TRUE)", cancellationToken);
        return transaction;
    }
}
