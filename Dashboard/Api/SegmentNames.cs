using SegmentationUpdates.Dashboard.Feed;
using SegmentationUpdates.Hosting;

namespace SegmentationUpdates.Dashboard.Api;

/// <summary>A name that no segment has is a mistake of the asker, and not a segment without customers.</summary>
internal static class SegmentNames
{
    public static bool Contains(ISegmentFeed feed, string name) => Known(feed).Contains(name, StringComparer.Ordinal);

    /// <summary>A sentence for who asked for a segment that does not exist.</summary>
    public static string Unknown(ISegmentFeed feed, string name) => $"There is no segment '{name}'; {Those(feed, name)}";

    /// <summary>The same for a parameter, whose name comes first.</summary>
    public static string Rule(ISegmentFeed feed, string name) => $"must be the name of a segment, not '{name}'; {Those(feed, name)}";

    private static string Those(ISegmentFeed feed, string name)
    {
        var known = Known(feed).ToList();
        return known.Count == 0 ? "there are no segments yet." : $"there are {string.Join(", ", known)}.{Nearest.Question(name, known)}";
    }

    private static IEnumerable<string> Known(ISegmentFeed feed) => feed.Current.Segments.Select(segment => segment.Name).OfType<string>();
}
