namespace SegmentationUpdates.Dashboard.Components.Charts;

/// <summary>A range of values and round numbers in it.</summary>
/// <param name="Low">At the bottom, or left.</param>
/// <param name="High">At the top, or right; above low.</param>
/// <param name="Ticks">Round numbers within, ascending.</param>
public sealed record ChartScale(double Low, double High, IReadOnlyList<double> Ticks)
{
    /// <summary>0 at the bottom, 1 at the top; what is outside stays at the edge.</summary>
    public double Position(double value) => Math.Clamp((value - Low) / (High - Low), 0, 1);

    /// <summary>From zero up to a round number.</summary>
    public static ChartScale FromZero(double highest, int ticks = 2)
    {
        var step = Step(Math.Max(highest, 1e-9) / ticks);
        var high = Math.Max(1, Math.Ceiling(highest / step)) * step;
        return new ChartScale(0, high, Steps(0, high, step));
    }

    /// <summary>Around the values, with some room, and never narrower than <paramref name="least"/>: noise is not to look like a trend.</summary>
    public static ChartScale Around(double lowest, double highest, double least)
    {
        var room = Math.Max((highest - lowest) * 0.12, (least - (highest - lowest)) / 2);
        var (low, high) = (lowest - room, highest + room);
        return new ChartScale(low, high, Steps(low, high, Step((high - low) / 2)));
    }

    private static List<double> Steps(double low, double high, double step)
    {
        var steps = new List<double>();
        for (var i = Math.Ceiling((low / step) - 1e-9); i <= (high / step) + 1e-9; i++)
        {
            steps.Add((i * step) + 0.0); // No negative zero.
        }

        return steps;
    }

    // 1, 2 or 5 times a power of ten, not above the value by more than rounding up.
    private static double Step(double value)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return (value / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 } * power;
    }
}
