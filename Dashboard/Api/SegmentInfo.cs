using SegmentationUpdates.Clustering.Training;
using SegmentationUpdates.Dashboard.Feed;
using SegmentationUpdates.Storage.Segments;

namespace SegmentationUpdates.Dashboard.Api;

/// <summary>A segment.</summary>
/// <param name="Segment">Its name; null: customers who are in none yet.</param>
/// <param name="Key">By which the data, and the topics, know it: the name it was born with, which never changes; null: customers who are in none yet.</param>
/// <param name="NamedByOperator">Whether the name was given by hand: then no training changes it.</param>
/// <param name="Description">What an operator says of it; null for nothing.</param>
/// <param name="Colour">From 1 to 8, of the page's palette, as an operator chose; null for the one that the page chooses.</param>
/// <param name="Customers">How many are in it.</param>
/// <param name="Share">Of all customers, from 0 to 1.</param>
/// <param name="ChangeLastMinute">How many more than a minute ago.</param>
/// <param name="Profile">What its customers are like, as the model found them; null when the model does not say.</param>
public sealed record SegmentInfo(
    string? Segment,
    string? Key,
    bool NamedByOperator,
    string? Description,
    int? Colour,
    long Customers,
    double Share,
    long ChangeLastMinute,
    SegmentProfile? Profile)
{
    internal static SegmentInfo Of(SegmentState state, NamedSegment? named, SegmentProfile? profile) => new(
        state.Name,
        state.Name,
        named?.ByOperator ?? false,
        named?.Description,
        named?.Colour,
        state.Customers,
        state.Share,
        state.Change,
        profile);
}
