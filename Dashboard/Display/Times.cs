using System.Globalization;

namespace SegmentationUpdates.Dashboard.Display;

/// <summary>Times, always UTC: what people who talk about a move on the phone both read.</summary>
public static class Times
{
    public static string Clock(DateTime utc) => utc.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>To the millisecond, with the day: for tooltips and records.</summary>
    public static string Exact(DateTime utc) => utc.ToString("yyyy-MM-dd HH:mm:ss.fff 'UTC'", CultureInfo.InvariantCulture);

    public static string Minute(DateTime utc) => utc.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>With the day, to the second.</summary>
    public static string Moment(DateTime? utc) => utc?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? Numbers.None;

    public static string Moment(DateTimeOffset? time) => Moment(time?.UtcDateTime);

    /// <summary>For the attribute of a time element.</summary>
    public static string Machine(DateTime utc) => utc.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
