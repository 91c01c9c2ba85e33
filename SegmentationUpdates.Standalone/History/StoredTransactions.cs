using Npgsql;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Messaging.Transactions;
using SegmentationUpdates.Verification;

namespace SegmentationUpdates.Standalone.History;

/// <summary>Looks transactions up in the database.</summary>
internal sealed class StoredTransactions(NpgsqlConnection connection)
{
    /// <summary>Of an erased customer: kept nowhere.</summary>
    public const string Erased = "erased customer";

    /// <summary>The consumers were not there, or something lost it.</summary>
    public const string Missing = "not stored, and nobody knows why";

    /// <summary>For each transaction null when it is stored as it is here; else why not, as far as the database knows.</summary>
    public async Task<IReadOnlyList<string?>> CheckAsync(IReadOnlyList<Transaction> transactions, CancellationToken cancellationToken)
    {
        var numbered = await CustomerNumbering.NumberAsync(connection, transactions, cancellationToken);
        var stored = await StoredAsync(numbered, cancellationToken);
        int[] others =
        [
            .. numbered.Where(transaction => !stored.ContainsKey(transaction.TransactionId)).Select(transaction => transaction.CustomerId).Distinct(),
        ];
        var known = await IdsAsync("SELECT customer_id FROM customer_segments WHERE customer_id = ANY ($1)", others, cancellationToken);
        var erased = await IdsAsync("SELECT customer_id FROM erased_customers WHERE customer_id = ANY ($1)", others, cancellationToken);
        return
        [
            .. numbered.Select(transaction => stored.TryGetValue(transaction.TransactionId, out var row)
                ? row == (transaction.CustomerId, transaction.Amount, transaction.Time) ? null : RejectionReason.IdConflict.ToText()
                : known.Contains(transaction.CustomerId) ? Missing
                : erased.Contains(transaction.CustomerId) ? Erased
                : RejectionReason.UnknownCustomer.ToText()),
        ];
    }

    private async Task<Dictionary<long, (int Customer, double Amount, DateTime Time)>> StoredAsync(
        IReadOnlyList<Transaction> transactions, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "SELECT transaction_id, customer_id, transaction_amt, transaction_time FROM live_transaction_data WHERE transaction_id = ANY ($1)",
            connection)
        {
            Parameters = { new() { Value = transactions.Select(transaction => transaction.TransactionId).ToArray() } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var stored = new Dictionary<long, (int, double, DateTime)>(transactions.Count);
        while (await reader.ReadAsync(cancellationToken))
        {
            stored[reader.GetInt64(0)] = (reader.GetInt32(1), reader.GetDouble(2), reader.GetDateTime(3));
        }

        return stored;
    }

    private async Task<HashSet<int>> IdsAsync(string sql, int[] customers, CancellationToken cancellationToken)
    {
        var found = new HashSet<int>();
        if (customers.Length > 0)
        {
            await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = customers } } };
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                found.Add(reader.GetInt32(0));
            }
        }

        return found;
    }
}
