using Npgsql;
using SegmentationUpdates.Dashboard.Feed;

namespace SegmentationUpdates.Dashboard.Queries;

/// <summary>
/// Finds customers by what is known of them. Pages are read by keys: nothing is skipped or repeated when customers come, go or pay in
/// between, as long as what they are sorted by stays.
/// </summary>
public sealed class CustomerFinder(NpgsqlDataSource source, TimeProvider time, SegmentNameBoard? names = null)
{
    /// <summary>How many matches <see cref="CountAsync"/> counts at most.</summary>
    public const int MostCounted = 10_000;

    // A change's time is that of the beginning of its transaction, its id is given at the end: by how much the times may be out of order.
    private static readonly TimeSpan LongestTransaction = TimeSpan.FromHours(1);

    /// <param name="search">What to find.</param>
    /// <param name="limit">From 1 to <see cref="CustomerQueries.MaxLimit"/>.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public async Task<CustomerPage> PageAsync(CustomerSelection search, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(search);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand { Connection = connection };
        var conditions = await ConditionsAsync(command, search.Filter, cancellationToken);
        var isReversed = search.Before is not null;
        if ((search.Before ?? search.After) is { } cursor)
        {
            conditions.AddPlace(cursor, isReversed);
        }

        // Whole rows of the page alone: sorting would copy them of everybody.
        var order = CustomerConditions.OrderBy(search.Order, isReversed);
        command.CommandText =
            $"""
            SELECT {CustomerRow.Columns(CustomerRow.Recency)}
            FROM (
              SELECT customer_id
              FROM customer_segments
              {conditions.Where}
              {order}
              LIMIT {conditions.Parameter(limit + 1)}
            ) page
            JOIN customer_segments USING (customer_id)
            {order}
            """;
        var customers = await ReadAsync(command, cancellationToken);
        var isMore = customers.Count > limit;
        if (isMore)
        {
            customers.RemoveAt(limit);
        }

        if (isReversed)
        {
            customers.Reverse();
        }

        return customers.Count == 0
            ? new CustomerPage(customers, null, null)
            : new CustomerPage(
                customers,
                isMore || isReversed ? Place(customers[^1]) : null,
                isReversed ? (isMore ? Place(customers[0]) : null) : search.After is null ? null : Place(customers[0]));

        string Place(CustomerDetails customer) => CustomerConditions.Place(search.Order, customer).Text;
    }

    /// <summary>How many there are; above <see cref="MostCounted"/>, one more than that.</summary>
    public async Task<int> CountAsync(CustomerFilter filter, CancellationToken cancellationToken = default)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand { Connection = connection };
        var conditions = await ConditionsAsync(command, filter, cancellationToken);
        command.CommandText =
            $"SELECT count(*)::INT FROM (SELECT FROM customer_segments {conditions.Where} LIMIT {conditions.Parameter(MostCounted + 1)}) found";
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>The ids of all of them, in order: four bytes each, whatever is to be read of them later.</summary>
    public async Task<int[]> IdsAsync(CustomerFilter filter, CustomerOrder order, CancellationToken cancellationToken = default)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand { Connection = connection };
        var conditions = await ConditionsAsync(command, filter, cancellationToken);
        command.CommandText = $"SELECT customer_id FROM customer_segments {conditions.Where} {CustomerConditions.OrderBy(order)}";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var ids = new List<int>();
        while (await reader.ReadAsync(cancellationToken))
        {
            ids.Add(reader.GetInt32(0));
        }

        return [.. ids];
    }

    /// <summary>Those of the customers who still match, in the order of the ids.</summary>
    public async Task<List<CustomerDetails>> ByIdsAsync(
        CustomerFilter filter, int[] ids, CancellationToken cancellationToken = default)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand { Connection = connection };
        var conditions = await ConditionsAsync(command, filter, cancellationToken);
        conditions.AddIds(ids);
        command.CommandText = $"SELECT {CustomerRow.Columns(CustomerRow.Recency)} FROM customer_segments {conditions.Where}";
        var found = (await ReadAsync(command, cancellationToken)).ToDictionary(customer => customer.CustomerId);
        return [.. ids.Select(id => found.GetValueOrDefault(id)).OfType<CustomerDetails>()];
    }

    private async Task<CustomerConditions> ConditionsAsync(
        NpgsqlCommand command, CustomerFilter filter, CancellationToken cancellationToken)
    {
        // People ask by names.
        filter = filter with { Segments = [.. filter.Segments.Select(name => names?.KeyOf(name) ?? name).Distinct()] };
        if (filter.MovedSince?.From(time.GetUtcNow().UtcDateTime) is not { } since)
        {
            return new CustomerConditions(command, filter, moves: null);
        }

        var after = await LastChangeBeforeAsync(command.Connection!, since, cancellationToken);
        return new CustomerConditions(command, filter, (after, since));
    }

    // There is no index by time, which every change would pay for. Ids grow with the time, nearly: the primary key is searched by halves.
    private static async Task<long> LastChangeBeforeAsync(NpgsqlConnection connection, DateTime since, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            WITH RECURSIVE halves (low, high) AS (
              SELECT min(change_id) - 1, max(change_id) + 1 FROM segment_changes
              UNION ALL
              SELECT
                CASE WHEN changed_at < $1 THEN middle ELSE low END,
                CASE WHEN changed_at < $1 THEN high ELSE middle END
              FROM (SELECT low, high, (low + high) / 2 AS middle FROM halves WHERE high - low > 1) half
              CROSS JOIN LATERAL (SELECT changed_at FROM segment_changes WHERE change_id >= middle ORDER BY change_id LIMIT 1) change
            )
            SELECT COALESCE(max(low), 0) FROM halves
            """,
            connection);
        var earliest = since < DateTime.MinValue + LongestTransaction ? since : since - LongestTransaction;
        command.Parameters.Add(new() { Value = DateTime.SpecifyKind(earliest, DateTimeKind.Utc) });
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task<List<CustomerDetails>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var customers = new List<CustomerDetails>();
        while (await reader.ReadAsync(cancellationToken))
        {
            customers.Add(CustomerRow.Read(reader));
        }

        return customers;
    }
}
