using System.CommandLine.Parsing;
using System.Globalization;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>Reads durations as people write them: 500ms, 20s, 5m, 1h, 2d, or 00:00:20.</summary>
internal static class Durations
{
    private static readonly (string Unit, double Seconds)[] Units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86400)];

    public static TimeSpan? Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (TryParse(text, out var duration))
        {
            return duration;
        }

        result.AddError($"--duration '{text}' is not a duration above zero; write for example 20s, 5m, 1h or 00:00:20.");
        return null;
    }

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        foreach (var (unit, seconds) in Units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal)
                && double.TryParse(text.AsSpan(..^unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            {
                // At most a year: a timer takes no more than 49 days at a time, and nobody means more.
                if (value * seconds is > 0 and <= 366 * 86400.0)
                {
                    duration = TimeSpan.FromSeconds(value * seconds);
                    return true;
                }

                return false;
            }
        }

        return text.Contains(':', StringComparison.Ordinal)
            && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out duration)
            && duration > TimeSpan.Zero;
    }
}
