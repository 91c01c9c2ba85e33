using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Dashboard.Queries;

/// <summary>
/// A filter and a place in a list as SQL. Whatever somebody wrote goes as a parameter; names of columns come from a fixed list alone.
/// </summary>
internal sealed class CustomerConditions
{
    // In microseconds before or after 1970; about 1,900 years.
    private const double LongestTime = 6e16;

    // Nobody has been with a bank for longer.
    private const double MostDays = 1_000_000;

    private readonly List<string> _conditions = [];
    private readonly NpgsqlParameterCollection _parameters;

    /// <param name="command">Gets the parameters; has none so far.</param>
    /// <param name="filter">Whom to find.</param>
    /// <param name="moves">The moves that count, for a filter with <see cref="CustomerFilter.MovedSince"/>.</param>
    public CustomerConditions(NpgsqlCommand command, CustomerFilter filter, (long After, DateTime Since)? moves)
    {
        _parameters = command.Parameters;
        AddSegments(filter.Segments);
        foreach (var range in filter.Ranges)
        {
            AddRange(range);
        }

        if (filter.IsUnusual)
        {
            _conditions.Add("customer_id IN (SELECT customer_id FROM unusual_customers)");
        }

        if (filter.Ids.Count > 0)
        {
            _conditions.Add($"customer_id = ANY (find_customers({Parameter(filter.Ids.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)}))");
        }

        if (filter.IdPrefix is { } prefix)
        {
            AddPrefix(prefix);
        }

        if (moves is { } counted)
        {
            _conditions.Add(
                $"""
                customer_id IN (
                  SELECT customer_id
                  FROM segment_changes
                  WHERE change_id > {Parameter(counted.After)} AND changed_at >= {Parameter(counted.Since)}
                    AND from_segment IS NOT NULL AND to_segment IS NOT NULL AND from_segment <> to_segment
                )
                """);
        }
    }

    /// <summary>To put behind FROM; empty where there are no conditions.</summary>
    public string Where => _conditions.Count == 0 ? "" : $"WHERE {string.Join(" AND ", _conditions)}";

    /// <param name="order">The greatest first in the other direction.</param>
    /// <param name="isReversed">Read from the end.</param>
    public static string OrderBy(CustomerOrder order, bool isReversed = false)
    {
        var isDescending = order.IsDescending != isReversed;
        return order.IsById ? $"ORDER BY customer_id {Direction(isDescending)}"
            : IsRecency(order.Column) ? $"ORDER BY last_transaction_time {Direction(!isDescending)}, customer_id {Direction(isDescending)}"
            : $"ORDER BY {Known(order.Column)} {Direction(isDescending)}, customer_id {Direction(isDescending)}";

        static string Direction(bool isDescending) => isDescending ? "DESC" : "ASC";
    }

    /// <summary>A customer's place in a list, by what <see cref="OrderBy"/> sorts by.</summary>
    public static CustomerCursor Place(CustomerOrder order, CustomerDetails customer) => new(
        order,
        order.IsById ? 0
            : IsRecency(order.Column) ? (customer.LastTransactionTime - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond
            : CustomerRow.Value(customer, order.Column),
        customer.CustomerId);

    /// <summary>Only who is behind a place in the list; reversed, only who is in front of it.</summary>
    public void AddPlace(CustomerCursor cursor, bool isReversed)
    {
        var isDescending = cursor.Order.IsDescending != isReversed;
        var (behind, id) = (isDescending ? "<" : ">", Parameter(cursor.CustomerId));
        if (cursor.Order.IsById)
        {
            _conditions.Add($"customer_id {behind} {id}");
        }
        else if (IsRecency(cursor.Order.Column))
        {
            var (longerAgo, at) = (isDescending ? ">" : "<", Parameter(Moment(cursor.Value)));
            _conditions.Add($"(last_transaction_time {longerAgo} {at} OR (last_transaction_time = {at} AND customer_id {behind} {id}))");
        }
        else
        {
            _conditions.Add($"({Known(cursor.Order.Column)}, customer_id) {behind} ({Parameter(cursor.Value)}, {id})");
        }
    }

    public void AddIds(int[] ids) => _conditions.Add($"customer_id = ANY ({Parameter(ids)})");

    public string Parameter(object value, NpgsqlDbType? type = null)
    {
        var parameter = new NpgsqlParameter { Value = value };
        if (type is { } given)
        {
            parameter.NpgsqlDbType = given;
        }

        _parameters.Add(parameter);
        return $"${_parameters.Count}";
    }

    /// <summary>12: 12, 120 to 129, 1200 to 1299 and so on.</summary>
    internal static IEnumerable<(int First, int Last)> IdsWith(string prefix)
    {
        var first = long.Parse(prefix, NumberStyles.None, CultureInfo.InvariantCulture);
        for (var width = 1L; first * width <= int.MaxValue; width *= 10)
        {
            yield return ((int)(first * width), (int)Math.Min((first * width) + width - 1, int.MaxValue));
            if (first == 0)
            {
                yield break; // No other number begins with a zero.
            }
        }
    }

    // As ranges, which the primary keys find. A number that stands for an id of the bank's own is no id.
    private void AddPrefix(string prefix)
    {
        var text = Parameter(prefix, NpgsqlDbType.Text);
        var numbers = IsNumber(prefix)
            ? string.Concat(IdsWith(prefix).Select(ids =>
                $"""
                OR (
                  customer_id BETWEEN {Parameter(ids.First)} AND {Parameter(ids.Last)}
                  AND NOT EXISTS (SELECT FROM customer_external_ids e WHERE e.customer_id = customer_segments.customer_id)
                )
                """))
            : "";
        _conditions.Add(
            $"""
            (
              customer_id = ANY (ARRAY(
                SELECT e.customer_id FROM customer_external_ids e WHERE e.external_id >= {text} AND e.external_id < {text} || chr(1114111)
              ))
              {numbers}
            )
            """);
    }

    private static bool IsNumber(string text) =>
        text.Length <= 10 && text.All(char.IsAsciiDigit) && (text[0] != '0' || text.Length == 1)
        && long.Parse(text, CultureInfo.InvariantCulture) <= int.MaxValue;

    private void AddSegments(IReadOnlyList<string?> segments)
    {
        if (segments.Count == 0)
        {
            return;
        }

        string[] names = [.. segments.OfType<string>()];
        var isNamed = names.Length == 0 ? null : $"segment = ANY ({Parameter(names, NpgsqlDbType.Array | NpgsqlDbType.Varchar)})";
        var isNone = segments.Contains(null) ? "segment IS NULL" : null;
        _conditions.Add($"({string.Join(" OR ", new[] { isNamed, isNone }.OfType<string>())})");
    }

    private void AddRange(FeatureRange range)
    {
        var column = Known(range.Column);
        if (IsRecency(column))
        {
            // The stored days are as old as the last scoring. Seconds, because the days of an interval follow the clocks of summer and winter.
            Add(
                range.Min is > 0 ? Math.Min(Math.Ceiling(range.Min.Value), MostDays) : null,
                days => $"last_transaction_time <= (SELECT customer_now()) - {days} * INTERVAL '86400 seconds'");
            Add(
                range.Max is { } max ? Math.Clamp(Math.Floor(max) + 1, 0, MostDays) : null,
                days => $"last_transaction_time > (SELECT customer_now()) - {days} * INTERVAL '86400 seconds'");
            if (range.Max < 0)
            {
                _conditions.Add("FALSE"); // A transaction that seems to come from the future counts as today's.
            }

            return;
        }

        Add(range.Min, min => $"{column} >= {min}");
        Add(range.Max, max => $"{column} <= {max}");
    }

    private void Add(double? bound, Func<string, string> condition)
    {
        if (bound is { } value)
        {
            _conditions.Add(condition(Parameter(value)));
        }
    }

    // Sorted by the moment, of which the days are a rounding: it stays while the days go by.
    private static bool IsRecency(string column) => column == CustomerRow.StoredRecency;

    private static DateTime Moment(double microseconds) =>
        DateTime.UnixEpoch.AddTicks((long)Math.Clamp(microseconds, -LongestTime, LongestTime) * TimeSpan.TicksPerMicrosecond);

    private static string Known(string column) => CustomerOrder.Features.Contains(column, StringComparer.Ordinal)
        ? column == CustomerRow.StoredRecency ? column : CustomerFigures.Expression(column, CustomerRow.Recency)!
        : throw new ArgumentException($"'{column}' is no column to filter or sort by", nameof(column));
}
