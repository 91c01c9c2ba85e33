using System.Globalization;

namespace SegmentationUpdates.Tables.Cells;

/// <summary>Reads dates and times as people and programs write them. A column keeps the forms that all its values have.</summary>
internal static class DateText
{
    private static readonly (string Format, DateOrder? Order)[] Formats =
    [
        ("yyyy-M-d", null), ("yyyy/M/d", null), ("yyyy.M.d", null),
        ("d.M.yyyy", null), ("d.M.yy", null),
        ("d/M/yyyy", DateOrder.Dmy), ("d-M-yyyy", DateOrder.Dmy), ("d/M/yy", DateOrder.Dmy), ("d-M-yy", DateOrder.Dmy),
        ("M/d/yyyy", DateOrder.Mdy), ("M-d-yyyy", DateOrder.Mdy), ("M/d/yy", DateOrder.Mdy), ("M-d-yy", DateOrder.Mdy),
        ("d-MMM-yyyy", null), ("d-MMM-yy", null), ("d MMM yyyy", null), ("d MMMM yyyy", null), ("MMM d, yyyy", null), ("MMMM d, yyyy", null),
    ];

    private static readonly string[] Times = ["H:m", "H:m:ss", "H:m:ss.FFFFFFF", "h:m tt", "h:m:ss tt"];

    /// <summary>A bit for each form.</summary>
    public const int AllForms = (1 << 19) - 1;

    /// <summary>The forms of one order of day and month, and those that have none.</summary>
    public static int FormsOf(DateOrder order)
    {
        var forms = 0;
        for (var i = 0; i < Formats.Length; i++)
        {
            forms |= Formats[i].Order is null || Formats[i].Order == order ? 1 << i : 0;
        }

        return forms;
    }

    /// <summary>The forms, among <paramref name="forms"/>, that the text has, with the first and the last reading.</summary>
    public static int FormsOf(ReadOnlySpan<char> trimmed, int forms, out DateTime first, out DateTime last)
    {
        (first, last) = (default, default);
        if (forms == 0 || trimmed.Length is < 6 or > 40 || !(char.IsAsciiDigit(trimmed[0]) || char.IsAsciiLetter(trimmed[0]))
            || !TrySplit(trimmed, out var date, out var time))
        {
            return 0;
        }

        var left = 0;
        for (var i = 0; i < Formats.Length; i++)
        {
            if ((forms & (1 << i)) != 0 && DateTime.TryParseExact(date, Formats[i].Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var value)
                && TryAdd(ref value, time))
            {
                first = left == 0 ? value : first;
                last = value;
                left |= 1 << i;
            }
        }

        return left;
    }

    /// <summary>The time stands behind a T or a blank, and has a colon.</summary>
    private static bool TrySplit(ReadOnlySpan<char> text, out ReadOnlySpan<char> date, out ReadOnlySpan<char> time)
    {
        var colon = text.IndexOf(':');
        date = text;
        time = default;
        if (colon < 0)
        {
            return true;
        }

        var at = text[..colon].LastIndexOfAny(' ', 'T');
        if (at <= 0)
        {
            return false;
        }

        date = text[..at];
        time = text[(at + 1)..];
        return true;
    }

    /// <summary>Adds the time of day; one with an offset becomes one in UTC.</summary>
    private static bool TryAdd(ref DateTime date, ReadOnlySpan<char> time)
    {
        if (time.IsEmpty)
        {
            return true;
        }

        var offset = TimeSpan.Zero;
        var zone = time.IndexOfAny('+', '-', 'Z');
        if (zone > 0)
        {
            var text = time[zone..];
            if (text is not "Z" && !TimeSpan.TryParseExact(text[1..], ["hh\\:mm", "hhmm", "hh"], CultureInfo.InvariantCulture, out offset))
            {
                return false;
            }

            offset = text[0] == '-' ? -offset : offset;
            time = time[..zone];
        }

        if (!TimeOnly.TryParseExact(time.Trim(), Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock))
        {
            return false;
        }

        // At the ends of the calendar an offset would lead out of it.
        var ticks = date.Ticks + clock.Ticks - offset.Ticks;
        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        date = new DateTime(ticks);
        return true;
    }
}
