using SegmentationUpdates.Dashboard.Feed;

namespace SegmentationUpdates.Dashboard.Display;

/// <summary>
/// Gives every segment its colour and its marker, by its key, so that it looks the same wherever and whenever it is shown. The colours are
/// those of Okabe and Ito (Color Universal Design, 2008), darkened or lightened for contrast; a marker stands with them wherever a colour means a segment.
/// Thread-safe.
/// </summary>
public sealed class SegmentPalette(SegmentNameBoard? names = null)
{
    /// <summary>How many colours there are; with more segments they repeat, and the names tell them apart.</summary>
    public const int Slots = 8;

    /// <summary>For customers without a segment.</summary>
    public const int NoSlot = 8;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal)
    {
        ["High-value"] = 0,
        ["Budget-conscious"] = 1,
        ["At risk / inactive customers"] = 2,
    };

    /// <summary>What the colours are called, by slot.</summary>
    public static IReadOnlyList<string> Colours { get; } = ["green", "blue", "orange", "pink", "brown", "violet", "olive", "grey"];

    /// <summary>Outlines around (0, 0), about 10 across, by slot; the last is for no segment.</summary>
    public static IReadOnlyList<string> Markers { get; } =
    [
        "M4.6 0A4.6 4.6 0 1 1-4.6 0A4.6 4.6 0 1 1 4.6 0Z",
        "M-4.1-4.1H4.1V4.1H-4.1Z",
        "M0-5.2L5 3.8H-5Z",
        "M0-5.6L5.6 0L0 5.6L-5.6 0Z",
        "M0 5.2L5-3.8H-5Z",
        "M-1.7-5H1.7V-1.7H5V1.7H1.7V5H-1.7V1.7H-5V-1.7H-1.7Z",
        "M0-5L4.8-1.5L2.9 4H-2.9L-4.8-1.5Z",
        "M-2.6-4.5H2.6L5.2 0L2.6 4.5H-2.6L-5.2 0Z",
        "M4.6 0A4.6 4.6 0 1 1-4.6 0A4.6 4.6 0 1 1 4.6 0ZM2.6 0A2.6 2.6 0 1 0-2.6 0A2.6 2.6 0 1 0 2.6 0Z",
    ];

    /// <param name="segment">Its key; null for none.</param>
    /// <returns>From 0 to <see cref="NoSlot"/>.</returns>
    public int Slot(string? segment)
    {
        if (string.IsNullOrEmpty(segment))
        {
            return NoSlot;
        }

        if (names?.Current.Find(segment)?.Colour is { } chosen and >= 1 and <= Slots)
        {
            return chosen - 1;
        }

        lock (_lock)
        {
            if (!_slots.TryGetValue(segment, out var slot))
            {
                slot = Choose(segment);
                _slots[segment] = slot;
            }

            return slot;
        }
    }

    public string Marker(string? segment) => Markers[Slot(segment)];

    // From the name, so that it is the same after a restart, and the next one that is free.
    private int Choose(string segment)
    {
        var first = Preferred(segment);
        for (var i = 0; i < Slots; i++)
        {
            if (!_slots.ContainsValue((first + i) % Slots))
            {
                return (first + i) % Slots;
            }
        }

        return first;
    }

    private static int Preferred(string segment)
    {
        if (segment.StartsWith("Segment ", StringComparison.Ordinal) && int.TryParse(segment.AsSpan(8), out var number) && number > 0)
        {
            return (number + 2) % Slots;
        }

        // FNV-1a: .NET's own hash differs from run to run.
        var hash = 2166136261u;
        foreach (var character in segment)
        {
            hash = (hash ^ character) * 16777619u;
        }

        return (int)(hash % Slots);
    }
}
