using Npgsql;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Dashboard.Feed;

/// <summary>A customer's change of segment.</summary>
/// <param name="ChangeId">Grows in the order of commit.</param>
/// <param name="CustomerId">Who moved.</param>
/// <param name="ExternalId">The bank's own id of the customer; null where that is the number.</param>
/// <param name="From">Null: the customer had no segment.</param>
/// <param name="To">Null: taken out of every segment.</param>
/// <param name="At">UTC.</param>
/// <param name="Reason">transactions, model, manual, initial, loaded, or erased.</param>
/// <param name="ModelVersion">The model that decided; null for a move by hand.</param>
public sealed record SegmentMove(
    long ChangeId, int CustomerId, string? ExternalId, string? From, string? To, DateTime At, string Reason, long? ModelVersion)
{
    /// <summary>The customer's first segment: nobody moved.</summary>
    internal bool IsPlacement => From is null && To is not null;

    /// <param name="reader">At a row whose columns are <see cref="SegmentChange.Columns"/>.</param>
    internal static SegmentMove Read(NpgsqlDataReader reader)
    {
        var change = SegmentChange.Read(reader);
        return new SegmentMove(
            change.ChangeId,
            change.CustomerId,
            change.ExternalId,
            change.FromSegment,
            change.ToSegment,
            change.ChangedAt.UtcDateTime,
            change.Reason,
            change.ModelVersion);
    }
}
