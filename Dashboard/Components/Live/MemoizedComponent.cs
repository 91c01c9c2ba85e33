using Microsoft.AspNetCore.Components;

namespace SegmentationUpdates.Dashboard.Components.Live;

/// <summary>
/// A part of a live page. It renders when something of what it shows is another object, or another value, than at its last rendering: the
/// page renders with every update of the feed, most of its parts have not changed.
/// </summary>
public abstract class MemoizedComponent : ComponentBase
{
    private object?[] _shown = [];
    private bool _touched;

    /// <summary>What it shows: immutable objects and values.</summary>
    protected abstract object?[] Shown { get; }

    /// <summary>Renders whatever <see cref="Shown"/> says: after an event.</summary>
    protected void Touch() => _touched = true;

    protected override bool ShouldRender()
    {
        var shown = Shown;
        if (!_touched && shown.SequenceEqual(_shown))
        {
            return false;
        }

        (_shown, _touched) = (shown, false);
        return true;
    }
}
