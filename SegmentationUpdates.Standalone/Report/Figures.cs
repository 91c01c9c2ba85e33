using System.Globalization;

namespace SegmentationUpdates.Standalone.Report;

/// <summary>Numbers as the report shows them.</summary>
internal static class Figures
{
    public static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Two decimals where they matter, none where there are thousands.</summary>
    public static string Number(double value) =>
        value.ToString(Math.Abs(value) >= 1e15 ? "G6" : Math.Abs(value) >= 1000 ? "N0" : "N2", CultureInfo.InvariantCulture);

    public static string Count(int count, string thing) => $"{count} {thing}{(count == 1 ? "" : "s")}";

    public static string Deviation(double value) => value.ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture);

    public static string Fixed(double value, int decimals = 1) => value.ToString($"F{decimals}", CultureInfo.InvariantCulture);

    public static string Percent(double share) => (share * 100).ToString(share is > 0 and < .1 ? "0.0" : "0", CultureInfo.InvariantCulture) + " %";
}
