using SegmentationUpdates.Storage.Segments;

namespace SegmentationUpdates.Dashboard.Feed;

/// <summary>
/// What segments are called now, for everything that shows or asks for one: the data know a segment by its key, people by its name. The feed keeps it up to
/// date. Thread-safe.
/// </summary>
public sealed class SegmentNameBoard
{
    private volatile SegmentNameBook _current = SegmentNameBook.Empty;

    public SegmentNameBook Current => _current;

    /// <summary>Raised after a change, on whatever thread made it.</summary>
    public event EventHandler? Changed;

    public void Show(SegmentNameBook book)
    {
        ArgumentNullException.ThrowIfNull(book);
        if (!_current.Matches(book))
        {
            _current = book;
            Changed?.Invoke(this, EventArgs.Empty);
        }
    }

    /// <inheritdoc cref="SegmentNameBook.NameOf"/>
    public string? NameOf(string? key) => _current.NameOf(key);

    /// <inheritdoc cref="SegmentNameBook.KeyOf"/>
    public string? KeyOf(string? name) => _current.KeyOf(name);
}
