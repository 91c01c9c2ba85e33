using SegmentationUpdates.Dashboard.Feed;
using SegmentationUpdates.Hosting;

namespace SegmentationUpdates.Dashboard.Api;

/// <summary>A name that no segment has, and none had, is a mistake of the asker, and not a segment without customers.</summary>
internal sealed class SegmentNames(ISegmentFeed feed, SegmentNameBoard board)
{
    /// <summary>Whether a segment has the name, or had it last.</summary>
    public bool Contains(string name) => Keys().Contains(board.KeyOf(name)!, StringComparer.Ordinal);

    /// <summary>A sentence for who asked for a segment that does not exist.</summary>
    public string Unknown(string name) => $"There is no segment '{name}'; {Those(name)}";

    /// <summary>The same for a parameter, whose name comes first.</summary>
    public string Rule(string name) => $"must be the name of a segment, not '{name}'; {Those(name)}";

    private string Those(string name)
    {
        var known = Keys().Select(key => board.NameOf(key)!).ToList();
        return known.Count == 0 ? "there are no segments yet." : $"there are {string.Join(", ", known)}.{Nearest.Question(name, known)}";
    }

    private IEnumerable<string> Keys() => feed.Current.Segments.Select(segment => segment.Name).OfType<string>();
}
