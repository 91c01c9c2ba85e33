using SegmentationUpdates.Dashboard.Display;

namespace SegmentationUpdates.Dashboard.Components.Charts;

/// <summary>
/// One axis of the scatter: a feature, over the range of nearly all customers. Skewed features go by the logarithm of one plus the value.
/// </summary>
public sealed class ScatterAxis
{
    private readonly double _low;
    private readonly double _high;

    /// <param name="feature">What it shows.</param>
    /// <param name="values">Of the sample.</param>
    public ScatterAxis(FeatureText feature, IReadOnlyCollection<double> values)
    {
        Feature = feature;
        var sorted = values.Order().ToArray();

        // The few at the ends are drawn at the edge: they would press all others together. Half steps, or every customer that moves at an
        // end would move all the others.
        var (low, high) = sorted.Length == 0 ? (0, 1) : (Map(sorted[sorted.Length / 100]), Map(sorted[^((sorted.Length / 100) + 1)]));
        var step = feature.IsSkewed ? 0.25 : Math.Pow(10, Math.Floor(Math.Log10(Math.Max(high - low, 1e-6)))) / 2;
        _low = Math.Floor(low / step) * step;
        _high = Math.Max(_low + step, Math.Ceiling(high / step) * step);
        Ticks = [.. Candidates().Where(tick => Map(tick) >= _low - 1e-9 && Map(tick) <= _high + 1e-9)];
    }

    public FeatureText Feature { get; }

    public IReadOnlyList<double> Ticks { get; }

    /// <summary>From 0 to 1.</summary>
    public double Position(double value) => Math.Clamp((Map(value) - _low) / (_high - _low), 0, 1);

    private double Map(double value) => Feature.IsSkewed ? Math.Log10(1 + Math.Max(0, value)) : value;

    private IEnumerable<double> Candidates()
    {
        if (Feature.IsSkewed)
        {
            double[] decades = [0, 1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];
            var within = decades.Count(tick => Map(tick) >= _low && Map(tick) <= _high);
            return within > 2 ? decades : decades.SelectMany(decade => (double[])[decade, 2 * decade, 5 * decade]).Distinct();
        }

        return ChartScale.FromZero(_high, 4).Ticks;
    }
}
