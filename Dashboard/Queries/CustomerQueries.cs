using Npgsql;
using NpgsqlTypes;
using SegmentationUpdates.Dashboard.Feed;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Dashboard.Queries;

/// <summary>Looks customers up: one, a segment's, and what happened to one. Lists are paged by key, through an index each.</summary>
public sealed class CustomerQueries(NpgsqlDataSource source)
{
    /// <summary>The longest page.</summary>
    public const int MaxLimit = 1_000;

    /// <returns>Null for a customer that does not exist.</returns>
    public async Task<CustomerDetails?> GetAsync(int customerId, CancellationToken cancellationToken = default)
    {
        await using var command = source.CreateCommand(
            $"SELECT {CustomerRow.Columns(CustomerRow.StoredRecency)} FROM customer_segments WHERE customer_id = $1");
        command.Parameters.Add(new() { Value = customerId });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? CustomerRow.Read(reader) : null;
    }

    /// <summary>Customers by id.</summary>
    /// <param name="segment">Only of this segment; null for all.</param>
    /// <param name="after">Only ids above this; null for all.</param>
    /// <param name="limit">From 1 to <see cref="MaxLimit"/>.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public async Task<Page<CustomerSummary>> ListAsync(
        string? segment, long? after, int limit, CancellationToken cancellationToken = default)
    {
        await using var command = source.CreateCommand(
            $"""
            SELECT customer_id, segment, avg_transaction_amt, num_transactions, last_transaction_time, {ExternalIds.Column("customer_segments")}
            FROM customer_segments
            WHERE customer_id > $1 {(segment is null ? "" : "AND segment = $3")}
            ORDER BY customer_id
            LIMIT $2
            """);
        command.Parameters.Add(new() { Value = (int)Math.Clamp(after ?? int.MinValue, int.MinValue, int.MaxValue) });
        command.Parameters.Add(new() { Value = limit + 1 });
        if (segment is not null)
        {
            command.Parameters.Add(new() { Value = segment, NpgsqlDbType = NpgsqlDbType.Varchar });
        }

        var customers = await ReadAsync(
            command,
            reader => new CustomerSummary(
                reader.GetInt32(0),
                reader.TextOrNull(5),
                reader.TextOrNull(1),
                reader.GetDouble(2),
                reader.GetInt32(3),
                reader.GetDateTime(4)),
            cancellationToken);
        return Page<CustomerSummary>.Of(customers, limit, customer => customer.CustomerId);
    }

    /// <summary>A customer's changes of segment, newest first.</summary>
    /// <param name="customerId">Nothing is found for one that does not exist.</param>
    /// <param name="before">Only changes with a lower id; null for all.</param>
    /// <param name="limit">From 1 to <see cref="MaxLimit"/>.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public async Task<Page<SegmentMove>> ChangesAsync(
        int customerId, long? before, int limit, CancellationToken cancellationToken = default)
    {
        await using var command = source.CreateCommand(
            $"""
            SELECT {SegmentChange.Columns}
            FROM segment_changes
            WHERE customer_id = $1 AND change_id < $2
            ORDER BY change_id DESC
            LIMIT $3
            """);
        command.Parameters.Add(new() { Value = customerId });
        command.Parameters.Add(new() { Value = before ?? long.MaxValue });
        command.Parameters.Add(new() { Value = limit + 1 });
        return Page<SegmentMove>.Of(await ReadAsync(command, SegmentMove.Read, cancellationToken), limit, move => move.ChangeId);
    }

    /// <summary>A customer's transactions, newest id first.</summary>
    /// <inheritdoc cref="ChangesAsync"/>
    public async Task<Page<CustomerTransaction>> TransactionsAsync(
        int customerId, long? before, int limit, CancellationToken cancellationToken = default)
    {
        await using var command = source.CreateCommand(
            """
            SELECT transaction_id, transaction_amt, transaction_time
            FROM live_transaction_data
            WHERE customer_id = $1 AND transaction_id < $2
            ORDER BY transaction_id DESC
            LIMIT $3
            """);
        command.Parameters.Add(new() { Value = customerId });
        command.Parameters.Add(new() { Value = before ?? long.MaxValue });
        command.Parameters.Add(new() { Value = limit + 1 });
        var transactions = await ReadAsync(
            command,
            reader => new CustomerTransaction(reader.GetInt64(0), reader.GetDouble(1), reader.GetDateTime(2)),
            cancellationToken);
        return Page<CustomerTransaction>.Of(transactions, limit, transaction => transaction.TransactionId);
    }

    private static async Task<List<T>> ReadAsync<T>(
        NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
