using System.Globalization;
using SegmentationUpdates.Dashboard.Queries;

namespace SegmentationUpdates.Dashboard.Components.Customers;

/// <summary>A row of the form: a figure and its two ends, as somebody types them.</summary>
public sealed class RangeInput(string column, string min = "", string max = "")
{
    public string Column { get; set; } = column;

    public string Min { get; set; } = min;

    public string Max { get; set; } = max;

    public static RangeInput Of(FeatureRange range)
    {
        ArgumentNullException.ThrowIfNull(range);
        return new RangeInput(range.Column, Text(range.Min), Text(range.Max));
    }

    private static string Text(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}
