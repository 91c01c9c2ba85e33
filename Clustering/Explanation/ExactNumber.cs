using System.Globalization;

namespace SegmentationUpdates.Clustering.Explanation;

/// <summary>Numbers that a reader can type in again: as few digits as there can be, but none left out.</summary>
public static class ExactNumber
{
    private const int Digits = 4;
    private const int MostDigits = 17; // Tell any two doubles apart.

    /// <summary>The shortest text that means this number and no other, thousands separated: "12,350", "0.25", "1.5E+20".</summary>
    public static string Text(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        if (Math.Abs(value) < 1000 || text.Contains('E', StringComparison.Ordinal))
        {
            return text;
        }

        var point = text.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? text : text[..point];
        return long.Parse(whole, CultureInfo.InvariantCulture).ToString("#,0", CultureInfo.InvariantCulture) + text[whole.Length..];
    }

    /// <summary>
    /// Numbers beyond an edge that are short to write, the shortest first, each followed by its next: those of four digits, then with one digit
    /// more at a time. They come nearer to the edge with each digit.
    /// </summary>
    /// <param name="edge">Where they begin.</param>
    /// <param name="up">Whether they lie above the edge or below it; the edge itself counts.</param>
    /// <param name="step">Of which they are whole multiples: 1 for things that are counted, 0 for what may be anything.</param>
    internal static IEnumerable<double> Beyond(double edge, bool up, double step)
    {
        if (step >= 1)
        {
            var whole = Round(edge, step, up);
            return [whole, up ? whole + step : whole - step];
        }

        return Finer(edge, up, step);
    }

    private static IEnumerable<double> Finer(double edge, bool up, double step)
    {
        var magnitude = edge == 0 ? 0 : (int)Math.Floor(Math.Log10(Math.Abs(edge)));
        for (var digits = Digits; digits <= MostDigits; digits++)
        {
            var unit = Math.Max(Math.Pow(10, magnitude - digits + 1), step);
            var number = Round(edge, unit, up);
            yield return number;
            yield return Round(up ? number + unit : number - unit, unit, up: null);
            if (unit == step)
            {
                yield break;
            }
        }
    }

    // Dividing by a power of ten rounds correctly, multiplying by a fraction does not.
    private static double Round(double value, double unit, bool? up)
    {
        var perOne = Math.Round(1 / unit);
        var multiples = unit < 1 ? value * perOne : value / unit;
        var whole = up switch
        {
            true => Math.Ceiling(multiples),
            false => Math.Floor(multiples),
            null => Math.Round(multiples),
        };
        return unit < 1 ? whole / perOne : whole * unit;
    }
}
