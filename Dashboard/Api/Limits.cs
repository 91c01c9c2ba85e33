using SegmentationUpdates.Dashboard.Queries;

namespace SegmentationUpdates.Dashboard.Api;

internal static class Limits
{
    /// <returns>Null for a page that is neither empty nor too long.</returns>
    public static IResult? Problem(int limit) => limit is >= 1 and <= CustomerQueries.MaxLimit
        ? null
        : ApiProblems.Invalid("limit", $"must be from 1 to {CustomerQueries.MaxLimit}");
}
