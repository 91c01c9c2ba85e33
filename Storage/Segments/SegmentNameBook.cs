namespace SegmentationUpdates.Storage.Segments;

/// <summary>The names of the active model's segments at one moment. Immutable.</summary>
public sealed class SegmentNameBook
{
    private readonly Dictionary<string, NamedSegment> _byKey;
    private readonly Dictionary<string, NamedSegment> _byName;
    private readonly Dictionary<string, FormerName> _former;

    /// <param name="segments">With distinct keys and names.</param>
    /// <param name="former">Each name once.</param>
    public SegmentNameBook(IEnumerable<NamedSegment> segments, IEnumerable<FormerName> former)
    {
        Segments = [.. segments];
        _byKey = Segments.ToDictionary(segment => segment.Segment, StringComparer.Ordinal);
        _byName = Segments.ToDictionary(segment => segment.Name, StringComparer.Ordinal);
        _former = former.ToDictionary(name => name.Name, StringComparer.Ordinal);
    }

    /// <summary>Nothing has a name of its own yet.</summary>
    public static SegmentNameBook Empty { get; } = new([], []);

    public IReadOnlyList<NamedSegment> Segments { get; }

    /// <summary>What is known of a segment; null for one that is none of the model's.</summary>
    public NamedSegment? Find(string? key) => key is null ? null : _byKey.GetValueOrDefault(key);

    /// <summary>What a segment is called. One that the model does not have is called by its key.</summary>
    /// <param name="key">Null for no segment.</param>
    public string? NameOf(string? key) => Find(key)?.Name ?? key;

    /// <summary>The key of what somebody calls a segment: of its name, which goes before a key that reads the same.</summary>
    /// <param name="name">Of a segment of any model; null for no segment.</param>
    /// <returns>What was given, where it is neither a name nor the key of a segment of another name.</returns>
    public string? KeyOf(string? name) => name is not null && _byName.TryGetValue(name, out var segment) ? segment.Segment : name;

    /// <summary>Whether the text is no present name, but was one or is the key of a segment that is called otherwise: and what that is called now.</summary>
    /// <returns>Null where it is a present name, or never was one.</returns>
    public (string Name, DateTimeOffset? Since)? Renamed(string text)
    {
        if (_byName.ContainsKey(text))
        {
            return null;
        }

        return _former.TryGetValue(text, out var former) && _byKey.TryGetValue(former.Segment, out var segment) ? (segment.Name, former.Until)
            : _byKey.TryGetValue(text, out segment) ? (segment.Name, null)
            : null;
    }
}
