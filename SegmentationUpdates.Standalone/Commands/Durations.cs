using System.CommandLine.Parsing;
using System.Globalization;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>Reads durations as people write them: 500ms, 20s, 5m, 1h, 2d, or 00:00:20.</summary>
internal static class Durations
{
    // A timer takes no more than 49.7 days.
    private const int MaxDays = 49;

    private static readonly (string Unit, double Seconds)[] Units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86400)];

    public static TimeSpan? Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (TryParse(text, out var duration))
        {
            return duration;
        }

        result.AddError(
            $"{(result.Parent as OptionResult)?.Option.Name ?? "the value"} '{text}' is not a duration above zero and up to {MaxDays} days; write "
                + "for example 20s, 5m, 1h or 00:00:20.");
        return null;
    }

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = Read(text) is { } read && read > TimeSpan.Zero && read.TotalDays <= MaxDays ? read : default;
        return duration > TimeSpan.Zero;
    }

    private static TimeSpan? Read(string text)
    {
        foreach (var (unit, seconds) in Units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal)
                && double.TryParse(text.AsSpan(..^unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            {
                // Compared before it is converted: a TimeSpan does not hold any number of days. (Nor NaN, which fails the comparison.)
                return value * seconds <= TimeSpan.MaxValue.TotalSeconds / 2 ? TimeSpan.FromSeconds(value * seconds) : null;
            }
        }

        return text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var duration)
            ? duration
            : null;
    }
}
