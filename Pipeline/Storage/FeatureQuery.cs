using Npgsql;
using SegmentationUpdates.Pipeline.Customers;

namespace SegmentationUpdates.Pipeline.Storage;

/// <summary>Reads customers with the features of a model: customer_id, segment, row version, then the features as FLOAT.</summary>
internal static class FeatureQuery
{
    public const int CustomerId = 0;
    public const int Segment = 1;
    public const int RowVersion = 2;
    private const int FirstFeature = 3;
    private const string Recency = "days_from_last_transaction";

    /// <summary>Parameter $1: the ids, INT[].</summary>
    public static string ByIds(IReadOnlyList<string> features) => $"{Select(features)} WHERE customer_id = ANY ($1)";

    /// <summary>
    /// Nothing but the features, of all customers, with recency as of now: the stored one may have waited for its next ageing. Without
    /// parameters, so that COPY can run it.
    /// </summary>
    public static string FeaturesOnly(IReadOnlyList<string> features)
    {
        var columns = features.Select(feature => feature == Recency ? "days_between(last_transaction_time, now())::FLOAT" : Column(feature));
        return $"SELECT {string.Join(", ", columns)} FROM customer_segments";
    }

    /// <summary>Parameters $1 and $2: first and last id.</summary>
    public static string ByRange(IReadOnlyList<string> features) =>
        $"{Select(features)} WHERE customer_id BETWEEN $1 AND $2 ORDER BY customer_id";

    public static void ReadFeatures(NpgsqlDataReader reader, Span<double> row)
    {
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = reader.GetDouble(FirstFeature + i);
        }
    }

    public static bool IsSegment(this NpgsqlDataReader reader, string segment) =>
        !reader.IsDBNull(Segment) && string.Equals(reader.GetString(Segment), segment, StringComparison.Ordinal);

    private static string Select(IReadOnlyList<string> features) =>
        $"SELECT {string.Join(", ", ["customer_id", "segment", "xmin", .. features.Select(Column)])} FROM customer_segments";

    // Names come from configuration and from stored models: only known columns get into SQL.
    private static string Column(string feature) => CustomerColumns.Numeric.Contains(feature, StringComparer.Ordinal)
        ? $"{feature}::FLOAT"
        : throw new ArgumentException(
            $"'{feature}' is no numeric column of customer_segments; these are: {string.Join(", ", CustomerColumns.Numeric)}", nameof(feature));
}
