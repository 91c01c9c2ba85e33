using System.Globalization;

namespace SegmentationUpdates.Dashboard.Queries;

/// <summary>A moment, or a span before whatever moment is now: a link with a span means the same tomorrow.</summary>
public sealed record Since
{
    /// <summary>How it is written, for a sentence.</summary>
    public const string Forms = "a time in UTC such as 2026-01-31T08:30:00Z, a day such as 2026-01-31, or a span such as 30m, 24h or 7d";

    private static readonly string[] TimeFormats =
        ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    private readonly DateTime? _at;
    private readonly TimeSpan _ago;

    private Since(string text, DateTime? at, TimeSpan ago) => (Text, _at, _ago) = (text, at, ago);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <returns>Null for what is none of <see cref="Forms"/>.</returns>
    public static Since? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (DateTimeOffset.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
        {
            return new Since(text, at.UtcDateTime, TimeSpan.Zero);
        }

        // Five digits at most: no span that is longer than all of history.
        return text is [.. { Length: >= 1 and <= 5 } digits, 'm' or 'h' or 'd']
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new Since(text, null, text[^1] switch
            {
                'm' => TimeSpan.FromMinutes(number),
                'h' => TimeSpan.FromHours(number),
                _ => TimeSpan.FromDays(number),
            })
            : null;
    }

    /// <param name="now">UTC.</param>
    public DateTime From(DateTime now) => _at ?? now - _ago;

    public override string ToString() => Text;
}
