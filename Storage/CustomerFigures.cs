using SegmentationUpdates.Customers;

namespace SegmentationUpdates.Storage;

/// <summary>
/// The figures of a customer in SQL, of a row of <c>customer_segments</c>. Recency and the figures that decay age with every day: they are read as of now,
/// or with the days that are stored, which are as old as the last scoring.
/// </summary>
public static class CustomerFigures
{
    /// <summary>
    /// Whole days since the last transaction, as of now: what days_between() says, in floating point, because its numeric arithmetic takes longer than
    /// all the rest of a row.
    /// </summary>
    public const string DaysAsOfNow = "floor(GREATEST(0, date_part('epoch', (SELECT customer_now()) - last_transaction_time)) / 86400)";

    // The customers' time at a moment of the real one, by the speed that it has now.
    private const string CustomerTimeAt = "(SELECT customer_now() - (now() - {0}) * COALESCE((SELECT speed FROM customer_clock), 1))";

    /// <summary>The same as of the last scoring.</summary>
    public const string StoredDays = "days_from_last_transaction";

    // A subquery is computed once, not for each row.
    private const string DecayPerDay = "(SELECT decay_per_day FROM profile_settings)";
    private const string ReferenceTime = "(SELECT reference_time FROM profile_settings)";

    /// <summary>The days as of a moment of the real time, given as a parameter: whoever has paid since then has paid on that day.</summary>
    public static string DaysAsOf(string moment) =>
        DaysAsOfNow.Replace("(SELECT customer_now())", CustomerTimeAt.Replace("{0}", moment, StringComparison.Ordinal), StringComparison.Ordinal);

    /// <summary>An expression for a figure.</summary>
    /// <param name="column">One of <see cref="CustomerColumns.Live"/>.</param>
    /// <param name="days"><see cref="DaysAsOfNow"/>, <see cref="DaysAsOf"/> or <see cref="StoredDays"/>.</param>
    /// <returns>Null for a column that is none of these: names come from configuration and from stored models, and only known ones get into SQL.</returns>
    public static string? Expression(string column, string days) => column switch
    {
        StoredDays => days,
        "spending_per_month" => PerMonth("decayed_amount", days),
        "payments_per_month" => PerMonth("decayed_transactions", days),
        "recent_transaction_amt" =>
            "CASE WHEN decayed_transactions > 0 THEN decayed_amount / decayed_transactions ELSE avg_transaction_amt END",
        _ => CustomerColumns.Numeric.Contains(column, StringComparer.Ordinal) ? column : null,
    };

    // What the view current_profiles says. Divided by the logarithm, the product could be too small for a number, which is an error in PostgreSQL.
    private static string PerMonth(string sum, string days) =>
        $"""
        CASE WHEN {sum} > 0 THEN exp(GREATEST(ln({sum}) - {DecayPerDay} * (
          date_part('epoch', last_transaction_time - {ReferenceTime}) / 86400 + {days}
        ), -500)) * {DecayPerDay} * 30.4375::FLOAT ELSE 0 END
        """;
}
