using Npgsql;
using SegmentationUpdates.Customers;
using SegmentationUpdates.Dashboard.Feed;

namespace SegmentationUpdates.Standalone.Views;

/// <summary>Segments and moves for the console, followed in the database as the dashboard does it.</summary>
internal sealed class SegmentReader(NpgsqlDataSource source, TimeProvider time)
{
    private const string NoSegment = "(none yet)";
    private const int MovesShown = 8;

    private readonly SegmentFollower _follower = new(source, time);

    /// <exception cref="NpgsqlException">The database fails; the next read goes on from the last that succeeded.</exception>
    public async Task<SegmentSnapshot> ReadAsync(CancellationToken cancellationToken)
    {
        var reading = await _follower.ReadAsync(cancellationToken);
        return new SegmentSnapshot
        {
            Sizes =
            [
                .. reading.Segments.Select(segment => new SegmentSize(
                    reading.Names.NameOf(segment.Name) ?? NoSegment, segment.Customers, segment.Change)),
            ],
            MovesInLastMinute = reading.MovesInLastMinute,
            LatestMoves =
            [
                .. reading.History.Latest(MovesShown).Select(move => new Move(
                    move.At, ExternalId.Text(move.CustomerId, move.ExternalId), reading.Names.NameOf(move.From), reading.Names.NameOf(move.To), move.Reason)),
            ],
            ModelVersion = reading.Model?.Version,
            ModelAge = reading.Model is { } model ? time.GetUtcNow().UtcDateTime - model.ActivatedAt : default,
        };
    }
}
