using CsCheck;
using SegmentationUpdates.Customers;

namespace SegmentationUpdates.Storage.Tests;

public class FeatureQueryTests
{
    private static readonly string RecencyAsOfNow = Recency("(SELECT customer_now())");

    public static TheoryData<Func<IReadOnlyList<string>, string>> Queries { get; } =
        new(FeatureQuery.ByIds, FeatureQuery.Everybody, FeatureQuery.FeaturesOnly, FeatureQuery.Sample);

    [Fact]
    public void Features_come_in_their_order_after_id_segment_and_row_version()
    {
        Assert.Equal(
            "SELECT customer_id, COALESCE(array_position($1, segment), 0) - 1, xmin, debt::FLOAT, income::FLOAT FROM customer_segments WHERE "
                + "customer_id = ANY ($2)",
            FeatureQuery.ByIds(["debt", "income"]));
    }

    [Fact]
    public void A_pass_reads_recency_as_it_is_stored_and_as_of_now() => Assert.Equal(
        "SELECT customer_id, COALESCE(array_position((SELECT current_setting('segmentation.labels')::TEXT[]), segment), 0) - 1, xmin, "
        + $"days_from_last_transaction, {RecencyAsOfNow}, tenure::FLOAT, {RecencyAsOfNow} FROM customer_segments",
        FeatureQuery.Everybody(["tenure", "days_from_last_transaction"]));

    [Fact]
    public void Training_reads_recency_as_of_now() => Assert.Equal(
        $"SELECT income::FLOAT, {RecencyAsOfNow} FROM customer_segments",
        FeatureQuery.FeaturesOnly(["income", "days_from_last_transaction"]));

    [Fact]
    public void A_sample_comes_as_of_now_and_as_of_a_moment() => Assert.Equal(
        $"SELECT {RecencyAsOfNow}, income::FLOAT, "
            + $"{Recency("(SELECT customer_now() - (now() - $2) * COALESCE((SELECT speed FROM customer_clock), 1))")}::FLOAT, "
            + "income::FLOAT "
            + "FROM customer_segments TABLESAMPLE SYSTEM ($1)",
        FeatureQuery.Sample(["days_from_last_transaction", "income"]));

    [Theory]
    [MemberData(nameof(Queries), DisableDiscoveryEnumeration = true)]
    public void Every_numeric_column_can_be_a_feature(Func<IReadOnlyList<string>, string> query) =>
        Assert.Contains("FROM customer_segments", query(CustomerColumns.Live));

    [Theory]
    [MemberData(nameof(Queries), DisableDiscoveryEnumeration = true)]
    public void A_name_that_is_no_numeric_column_never_gets_into_SQL(Func<IReadOnlyList<string>, string> query)
    {
        string[] names =
        [
            "1; DROP TABLE customer_segments; --", "income, (SELECT 1)", "Income", " income", "income ", "", "segment", "customer_id",
            "last_updated", "\"income\"", "income::TEXT", "pg_sleep(10)",
        ];
        foreach (var name in names)
        {
            Assert.Contains($"'{name}'", Assert.Throws<ArgumentException>(() => query(["income", name])).Message);
        }

        Gen.String.Where(name => !CustomerColumns.Live.Contains(name))
            .Sample(name => Assert.Throws<ArgumentException>(() => query([name])));
    }

    private static string Recency(string moment) => $"floor(GREATEST(0, date_part('epoch', {moment} - last_transaction_time)) / 86400)";
}
