using System.Globalization;

namespace SegmentationUpdates.Dashboard.Components.Charts;

/// <summary>Numbers as SVG writes them: a tenth of a unit is finer than a pixel.</summary>
internal static class Svg
{
    public static string Of(double value) => Math.Round(value, 1).ToString("0.#", CultureInfo.InvariantCulture);

    public static string Percent(double share) => (share * 100).ToString("0.##", CultureInfo.InvariantCulture) + "%";
}
