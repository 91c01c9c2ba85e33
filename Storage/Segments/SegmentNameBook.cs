namespace SegmentationUpdates.Storage.Segments;

/// <summary>The names of the active model's segments at one moment. Immutable.</summary>
public sealed class SegmentNameBook
{
    private readonly Dictionary<string, NamedSegment> _byKey;
    private readonly Dictionary<string, NamedSegment> _byName;

    /// <param name="segments">With distinct keys and names.</param>
    /// <param name="renamings">Newest first.</param>
    public SegmentNameBook(IEnumerable<NamedSegment> segments, IEnumerable<SegmentRenaming> renamings)
    {
        Segments = [.. segments];
        Renamings = [.. renamings];
        _byKey = Segments.ToDictionary(segment => segment.Segment, StringComparer.Ordinal);
        _byName = Segments.ToDictionary(segment => segment.Name, StringComparer.Ordinal);
    }

    /// <summary>Nothing has a name of its own yet.</summary>
    public static SegmentNameBook Empty { get; } = new([], []);

    /// <summary>The model; null before the first.</summary>
    public long? ModelVersion { get; init; }

    /// <summary>In the model's order.</summary>
    public IReadOnlyList<NamedSegment> Segments { get; }

    /// <summary>Of these segments, newest first: the latest hundred.</summary>
    public IReadOnlyList<SegmentRenaming> Renamings { get; }

    /// <summary>What is known of a segment; null for one that is none of the model's.</summary>
    public NamedSegment? Find(string? key) => key is null ? null : _byKey.GetValueOrDefault(key);

    /// <summary>What a segment is called. One that the model does not have is called by its key.</summary>
    /// <param name="key">Null for no segment.</param>
    public string? NameOf(string? key) => Find(key)?.Name ?? key;

    /// <summary>
    /// The key of what somebody calls a segment: of the segment that has the name now; else of the one that had it last, or was born with it. So links with an
    /// old name go on leading to the same customers, until another segment has it.
    /// </summary>
    /// <param name="name">Null for no segment.</param>
    /// <returns>What was given, where no segment of the model has or had the name.</returns>
    public string? KeyOf(string? name) =>
        name is null ? null
        : _byName.TryGetValue(name, out var segment) ? segment.Segment
        : Renamings.FirstOrDefault(renaming => renaming.OldName == name)?.Segment ?? name;

    /// <summary>The segment that somebody calls so, by <see cref="KeyOf"/>; null for none.</summary>
    public NamedSegment? Called(string name) => Find(KeyOf(name));

    /// <summary>Whether the other says the same.</summary>
    public bool Matches(SegmentNameBook other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return ModelVersion == other.ModelVersion
            && Segments.SequenceEqual(other.Segments)
            && Renamings.Select(r => r.RenamingId).SequenceEqual(other.Renamings.Select(r => r.RenamingId));
    }
}
