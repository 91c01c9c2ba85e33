using SegmentationUpdates.Dashboard.Queries;
using SegmentationUpdates.Dashboard.Security;

namespace SegmentationUpdates.Dashboard.Export;

/// <summary>A segment's customers as a CSV file, by id.</summary>
internal static class SegmentExport
{
    public const string Path = "/segments/export.csv";

    /// <summary>Where a segment's file is.</summary>
    public static string Link(string segment) => $"{Path[1..]}?segment={Uri.EscapeDataString(segment)}";

    public static void MapSegmentExport(this IEndpointRouteBuilder app) =>
        // The name is in the query: in a path, a slash of it would be lost.
        app.MapGet(Path, async (string segment, CustomerCsv file, HttpContext context) =>
            {
                var search = new CustomerSelection { Filter = new CustomerFilter { Segments = [segment] } };
                await file.SendAsync(context, search.Filter, await file.IdsAsync(search, context.RequestAborted), FileName(segment));
            })
            .RequireAuthorization(DashboardPolicies.View)
            .RequireRateLimiting(RateLimits.Export)
            .StaysOpen()
            .ExcludeFromDescription();

    private static string FileName(string segment)
    {
        var name = Display.Anchors.Of(segment);
        return $"{(name.Length > 60 ? name[..60] : name)}.csv";
    }
}
