using Npgsql;
using NpgsqlTypes;
using SegmentationUpdates.Messaging.Transactions;

namespace SegmentationUpdates.TestKit;

/// <summary>The ways for transactions into the database.</summary>
internal static class TransactionRows
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>One INSERT for all of them.</summary>
    public static async Task InsertAsync(this NpgsqlConnection connection, params IReadOnlyCollection<Transaction> transactions)
    {
        await using var command = Command(
            connection, "INSERT INTO live_transaction_data SELECT * FROM unnest($1, $2, $3, $4)", transactions);
        await command.ExecuteNonQueryAsync(Cancel);
    }

    /// <summary>One call of ingest_transactions.</summary>
    public static async Task<(int Inserted, int[] UnknownCustomers)> IngestAsync(
        this NpgsqlConnection connection, params IReadOnlyCollection<Transaction> transactions)
    {
        await using var command = Command(connection, "SELECT * FROM ingest_transactions($1, $2, $3, $4)", transactions);
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        Assert.True(await reader.ReadAsync(Cancel));
        return (reader.GetInt32(0), reader.GetFieldValue<int[]>(1));
    }

    public static async Task CopyAsync(this NpgsqlConnection connection, params IReadOnlyCollection<Transaction> transactions)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "COPY live_transaction_data (transaction_id, customer_id, transaction_amt, transaction_time) FROM STDIN (FORMAT BINARY)", Cancel);
        foreach (var t in transactions)
        {
            await copy.WriteRowAsync(Cancel, t.TransactionId, t.CustomerId, t.Amount, t.Time);
        }

        await copy.CompleteAsync(Cancel);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, IReadOnlyCollection<Transaction> transactions) =>
        new(sql, connection)
        {
            Parameters =
            {
                new() { Value = transactions.Select(t => t.TransactionId).ToArray() },
                new() { Value = transactions.Select(t => t.CustomerId).ToArray() },
                new() { Value = transactions.Select(t => t.Amount).ToArray() },
                new()
                {
                    Value = transactions.Select(t => t.Time).ToArray(),
                    NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
                },
            },
        };
}
