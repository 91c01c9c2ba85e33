using Npgsql;
using SegmentationUpdates.Clustering.Scoring;
using SegmentationUpdates.Customers;

namespace SegmentationUpdates.Storage;

/// <summary>
/// Reads customers with the features of a model: customer_id, index of the segment among the model's labels, row version, then the features
/// as FLOAT. The index instead of the label, which would be a string for every customer who stays.
/// </summary>
public static class FeatureQuery
{
    /// <summary>Configuration parameter with the model's labels, the text of a TEXT[], for <see cref="Everybody"/>.</summary>
    public const string LabelsSetting = "segmentation.labels";

    public const int CustomerId = 0;
    private const int Segment = 1;
    public const int RowVersion = 2;
    private const int FirstFeature = 3;
    private const string SegmentIndex = "COALESCE(array_position($1, segment), 0) - 1";
    // A subquery is computed once, the setting's text would be parsed for each row.
    private const string SegmentIndexBySetting = $"COALESCE(array_position((SELECT current_setting('{LabelsSetting}')::TEXT[]), segment), 0) - 1";

    private const string RecencyAsOfNow = CustomerFigures.DaysAsOfNow;
    private const string Recency = CustomerFigures.StoredDays;

    /// <summary>Parameters: $1 the model's labels, TEXT[]; $2 the ids, INT[].</summary>
    public static string ByIds(IReadOnlyList<string> features) => $"{Select(features)} WHERE customer_id = ANY ($2)";

    /// <summary>
    /// The same of everybody, as it is stored: with the recency that the segment was found by, and with figures that decayed until then. Parameter: $1 the
    /// model's labels, TEXT[].
    /// </summary>
    public static string AsStored(IReadOnlyList<string> features) => Select(features);

    /// <summary>
    /// Nothing but the features, of all customers, with recency as of now: the stored one may have waited for its next ageing. Without
    /// parameters, so that COPY can run it.
    /// </summary>
    public static string FeaturesOnly(IReadOnlyList<string> features) => $"{SelectAsOfNow(features)} FROM customer_segments";

    /// <summary>
    /// The same of a sample, and after it the features once more as they would be had no time passed since a moment: who has paid since then has
    /// paid on that day. Parameters: $1 percent of the table's pages, REAL; $2 the moment, TIMESTAMPTZ.
    /// </summary>
    public static string Sample(IReadOnlyList<string> features) =>
        $"{SelectAsOfNow(features)}, {string.Join(", ", features.Select(feature => Column(feature, CustomerFigures.DaysAsOf("$2"))))} "
            + "FROM customer_segments TABLESAMPLE SYSTEM ($1)";

    /// <summary>
    /// Everybody: customer_id, index of the segment, row version, recency as it is stored (INT), recency as of now (FLOAT), then the features, with
    /// recency as of now. Without parameters, so that COPY can run it: the labels are in <see cref="LabelsSetting"/>.
    /// </summary>
    public static string Everybody(IReadOnlyList<string> features) =>
        $"SELECT {string.Join(", ", ["customer_id", SegmentIndexBySetting, "xmin", Recency, RecencyAsOfNow, .. features.Select(ColumnAsOfNow)])} "
            + "FROM customer_segments";

    public static void ReadFeatures(NpgsqlDataReader reader, Span<double> row)
    {
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = reader.GetDouble(FirstFeature + i);
        }
    }

    /// <summary>Index of the customer's segment; <see cref="SegmentationModel.NoSegment"/> for one in none of the model's.</summary>
    public static int ReadSegment(NpgsqlDataReader reader) => reader.GetInt32(Segment);

    private static string Select(IReadOnlyList<string> features) =>
        $"SELECT {string.Join(", ", ["customer_id", SegmentIndex, "xmin", .. features.Select(Column)])} FROM customer_segments";

    private static string SelectAsOfNow(IReadOnlyList<string> features) => $"SELECT {string.Join(", ", features.Select(ColumnAsOfNow))}";

    private static string ColumnAsOfNow(string feature) => feature == Recency ? RecencyAsOfNow : Column(feature, RecencyAsOfNow);

    private static string Column(string feature) => Column(feature, Recency);

    private static string Column(string feature, string days) => CustomerFigures.Expression(feature, days) is { } figure
        ? CustomerColumns.Recent.Contains(feature, StringComparer.Ordinal) ? figure : $"{figure}::FLOAT"
        : throw new ArgumentException(
            $"'{feature}' is no numeric column of customer_segments; these are: {string.Join(", ", CustomerColumns.Live)}", nameof(feature));
}
