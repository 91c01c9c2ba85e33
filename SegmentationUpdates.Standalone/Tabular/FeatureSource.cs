using System.Globalization;
using SegmentationUpdates.Tables.Columns;

namespace SegmentationUpdates.Standalone.Tabular;

/// <summary>Where the values of a feature come from. The name of a feature says all that another file needs to make it too: a model has names only.</summary>
/// <param name="Name">Name of the feature.</param>
/// <param name="Column">Column of the table.</param>
internal abstract record FeatureSource(string Name, TableColumn Column)
{
    private const string DateFormat = "yyyy-MM-dd";
    private const string DateStart = " (days before ";

    public static string OfDate(string column, DateTime reference) =>
        $"{column}{DateStart}{reference.ToString(DateFormat, CultureInfo.InvariantCulture)})";

    public static string OfCategory(string column, string level) => $"{column}={level}";

    /// <summary>The source that a feature of that name has in a table; null when a column is missing.</summary>
    public static FeatureSource? For(string feature, Table table)
    {
        if (table.Find(feature) is { } column)
        {
            return new NumberSource(feature, column);
        }

        if (feature.LastIndexOf(DateStart, StringComparison.Ordinal) is > 0 and var date
            && DateTime.TryParseExact(
                feature[(date + DateStart.Length)..].TrimEnd(')'), DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var reference))
        {
            return table.Find(feature[..date]) is { } dates ? new DateSource(feature, dates, reference) : null;
        }

        return feature.IndexOf('=') is > 0 and var at && table.Find(feature[..at]) is { } categories
            ? new CategorySource(feature, categories, feature[(at + 1)..])
            : null;
    }

    /// <summary>The column that a feature is made of, by the feature's name.</summary>
    public static string ColumnOf(string feature)
    {
        var date = feature.LastIndexOf(DateStart, StringComparison.Ordinal);
        var category = feature.IndexOf('=');
        return date > 0 ? feature[..date] : category > 0 ? feature[..category] : feature;
    }
}

/// <summary>A column of numbers, or of truth values as 1 and 0.</summary>
internal sealed record NumberSource(string Name, TableColumn Column) : FeatureSource(Name, Column);

/// <summary>A column of dates, as days before a date.</summary>
internal sealed record DateSource(string Name, TableColumn Column, DateTime Reference) : FeatureSource(Name, Column);

/// <summary>1 where a column has a value, 0 where it has another.</summary>
internal sealed record CategorySource(string Name, TableColumn Column, string Level) : FeatureSource(Name, Column);
