using System.Globalization;

namespace SegmentationUpdates.Dashboard.Display;

/// <summary>Numbers for people: thousands separated, three digits that matter, a unit. A real minus sign, as wide as the plus.</summary>
public static class Numbers
{
    /// <summary>What is shown where there is no number.</summary>
    public const string None = "–";

    public static string Count(long value) => Minus(value.ToString("N0", CultureInfo.InvariantCulture));

    public static string Count(long? value) => value is { } count ? Count(count) : None;

    /// <summary>Three significant digits, as far as there are digits after the point.</summary>
    public static string Figure(double? value) => value is not { } number || !double.IsFinite(number)
        ? None
        : Minus(number.ToString(
            Math.Abs(number) switch { >= 100 => "N0", >= 10 => "N1", 0 => "N0", _ => "N2" }, CultureInfo.InvariantCulture));

    public static string Fixed(double? value, int digits) => value is { } number && double.IsFinite(number)
        ? Minus(number.ToString($"N{digits}", CultureInfo.InvariantCulture))
        : None;

    /// <summary>+12, −3, 0.</summary>
    public static string Change(long value) => Minus(value.ToString("+#,0;-#,0;0", CultureInfo.InvariantCulture));

    public static string Change(double value, int digits)
    {
        var decimals = digits == 0 ? "" : "." + new string('0', digits);
        return Minus(value.ToString($"+#,0{decimals};-#,0{decimals};0{decimals}", CultureInfo.InvariantCulture));
    }

    /// <param name="share">From 0 to 1.</param>
    public static string Share(double? share) => share is { } part && double.IsFinite(part)
        ? (part * 100).ToString("N1", CultureInfo.InvariantCulture) + " %"
        : None;

    /// <summary>1,234 · 12.3 k · 4.57 M: for axes.</summary>
    public static string Compact(double value) => Minus(Math.Abs(value) switch
    {
        >= 1e9 => (value / 1e9).ToString("0.##", CultureInfo.InvariantCulture) + " bn",
        >= 1e6 => (value / 1e6).ToString("0.##", CultureInfo.InvariantCulture) + " M",
        >= 1e4 => (value / 1e3).ToString("0.#", CultureInfo.InvariantCulture) + " k",
        _ => value.ToString("#,0.##", CultureInfo.InvariantCulture),
    });

    /// <summary>47 ms, 1.2 s, 3 min, 5 h, 2 d.</summary>
    public static string Duration(TimeSpan? duration) => duration switch
    {
        null => None,
        { TotalMilliseconds: <= 0 } => "0 ms",
        { TotalMilliseconds: < 10 } time => $"{time.TotalMilliseconds:0.0} ms",
        { TotalMilliseconds: < 999.5 } time => $"{time.TotalMilliseconds:0} ms",
        { TotalSeconds: < 10 } time => $"{time.TotalSeconds:0.0} s",
        { TotalSeconds: < 120 } time => $"{time.TotalSeconds:0} s",
        { TotalMinutes: < 120 } time => $"{Math.Floor(time.TotalMinutes):0} min",
        { TotalHours: < 48 } time => $"{Math.Floor(time.TotalHours):0} h",
        { } time => $"{Math.Floor(time.TotalDays):N0} d",
    };

    /// <summary>Whole seconds at least: an age that is read, not measured.</summary>
    public static string Age(TimeSpan age) => age.TotalSeconds < 10 ? $"{Math.Max(0, Math.Floor(age.TotalSeconds)):0} s" : Duration(age);

    /// <summary>A sentence of the clustering, which has plain hyphens where its numbers are negative.</summary>
    public static string InSentence(string sentence) => sentence.Replace("(-", "(−", StringComparison.Ordinal);

    // What rounds to zero has no sign.
    private static string Minus(string text) => text.AsSpan().IndexOfAnyInRange('1', '9') < 0 ? text.TrimStart('-') : text.Replace('-', '−');
}
