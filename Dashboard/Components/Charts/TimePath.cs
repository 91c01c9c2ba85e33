using System.Text;
using SegmentationUpdates.Dashboard.History;

namespace SegmentationUpdates.Dashboard.Components.Charts;

/// <summary>A line through values over the last minutes, in a box of 600 by 100.</summary>
internal static class TimePath
{
    public const double Width = 600;
    public const double Height = 100;

    // A value each three seconds is finer than a pixel in most charts. By the clock, not by number: so the past keeps its shape.
    private const long Bucket = 3 * TimeSpan.TicksPerSecond;

    /// <returns>The line, interrupted where there is no value; empty without any.</returns>
    public static string Line(IReadOnlyList<HistoryPoint> points, Func<HistoryPoint, double?> value, ChartScale scale)
    {
        var path = new StringBuilder();
        var drawing = false;
        foreach (var (x, y) in Positions(points, value, scale))
        {
            if (y is { } height)
            {
                path.Append(drawing ? 'L' : 'M').Append(Svg.Of(x)).Append(' ').Append(Svg.Of(height));
            }

            drawing = y is not null;
        }

        return path.ToString();
    }

    /// <summary>The line closed along the bottom; empty where it is interrupted, for then it has no inside.</summary>
    public static string Area(IReadOnlyList<HistoryPoint> points, Func<HistoryPoint, double?> value, ChartScale scale)
    {
        var positions = Positions(points, value, scale).Where(position => position.Y is not null).ToList();
        if (positions.Count < 2)
        {
            return "";
        }

        var path = new StringBuilder($"M{Svg.Of(positions[0].X)} {Height}");
        foreach (var (x, y) in positions)
        {
            path.Append('L').Append(Svg.Of(x)).Append(' ').Append(Svg.Of(y!.Value));
        }

        return path.Append('L').Append(Svg.Of(positions[^1].X)).Append(' ').Append(Height).Append('Z').ToString();
    }

    private static IEnumerable<(double X, double? Y)> Positions(
        IReadOnlyList<HistoryPoint> points, Func<HistoryPoint, double?> value, ChartScale scale)
    {
        if (points.Count == 0)
        {
            yield break;
        }

        var start = points[^1].At - LiveHistory.Span;
        for (var i = 0; i < points.Count; i++)
        {
            if (i + 1 < points.Count && points[i + 1].At.Ticks / Bucket == points[i].At.Ticks / Bucket)
            {
                continue; // The last of its bucket stands for it.
            }

            var x = (points[i].At - start) / LiveHistory.Span * Width;
            yield return (x, value(points[i]) is { } number ? Height - (scale.Position(number) * Height) : null);
        }
    }
}
