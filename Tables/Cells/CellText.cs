using System.Globalization;

namespace SegmentationUpdates.Tables.Cells;

/// <summary>The one form that numbers, dates and truth values of formats with types have as text.</summary>
internal static class CellText
{
    public static string Of(object? value) => value switch
    {
        null => "",
        string text => text.Trim(),
        bool truth => truth ? "true" : "false",
        DateTime date => Of(date),
        DateOnly day => Of(day.ToDateTime(TimeOnly.MinValue)),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>The day alone where there is no time.</summary>
    public static string Of(DateTime date) =>
        date.ToString(date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);

    /// <summary>What a value of a format with types is. A text says of itself whether it is missing.</summary>
    public static CellKind Kind(object? value) => value switch
    {
        null or DBNull => CellKind.Missing,
        double number => double.IsNaN(number) ? CellKind.Missing : CellKind.Number,
        float number => float.IsNaN(number) ? CellKind.Missing : CellKind.Number,
        bool => CellKind.Boolean,
        DateTime or DateOnly => CellKind.DateTime,
        sbyte or byte or short or ushort or int or uint or long or ulong or decimal => CellKind.Number,
        _ => CellKind.Text,
    };
}
