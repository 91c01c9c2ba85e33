using Npgsql;
using SegmentationUpdates.Customers;
using SegmentationUpdates.Messaging.Transactions;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Verification;

/// <summary>Gives transactions that name customers by the bank's own ids the numbers that they are stored under.</summary>
public static class CustomerNumbering
{
    /// <summary>Those whose customer nobody knows keep the number 0, which nobody has.</summary>
    public static async Task<IReadOnlyList<Transaction>> NumberAsync(
        NpgsqlConnection connection, IReadOnlyList<Transaction> transactions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transactions);
        await using var any = ExternalIds.Any(connection);
        if (await any.ExecuteScalarAsync(cancellationToken) is false && transactions.All(transaction => transaction.ExternalCustomerId is null))
        {
            return transactions;
        }

        await using var command = ExternalIds.Numbers(
            connection, [.. transactions.Select(transaction => ExternalId.Text(transaction.CustomerId, transaction.ExternalCustomerId))]);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var numbers = reader.GetFieldValue<int?[]>(0);
        return [.. transactions.Select((transaction, i) => transaction with { CustomerId = numbers[i] ?? 0 })];
    }
}
