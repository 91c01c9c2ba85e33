using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using SegmentationUpdates.Customers;

namespace SegmentationUpdates.Migrations;

/// <summary>Loads the initial customers, by COPY, when the table has none. All of the file or nothing.</summary>
public sealed partial class CustomerLoader(TimeProvider time, ILogger<CustomerLoader> logger)
{
    /// <summary>Told how many customers have been sent to the database; null to tell nobody.</summary>
    public IProgress<long>? Progress { get; init; }

    /// <returns>Customers loaded; 0 when there were some already.</returns>
    /// <exception cref="CustomerFileException">The file cannot be used; nothing was loaded.</exception>
    /// <exception cref="NpgsqlException">The database cannot be reached or refuses.</exception>
    public async Task<long> LoadAsync(NpgsqlConnection connection, string file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connection);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // Whoever comes second waits here, and then finds customers.
        await using var empty = new NpgsqlCommand(
            """
            LOCK TABLE customer_segments IN SHARE ROW EXCLUSIVE MODE;
            SELECT NOT EXISTS (SELECT FROM customer_segments);
            """,
            connection);
        if (await empty.ExecuteScalarAsync(cancellationToken) is not true)
        {
            return 0;
        }

        var loaded = await Task.Run(() => Copy(connection, file, cancellationToken), cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        // A table that was just filled has no statistics: plans would be made for an empty one.
        await using var analyze = new NpgsqlCommand("ANALYZE customer_segments", connection);
        await analyze.ExecuteNonQueryAsync(cancellationToken);
        LogLoaded(loaded, file);
        return loaded;
    }

    private long Copy(NpgsqlConnection connection, string file, CancellationToken cancellationToken)
    {
        var columns = string.Join(", ", CustomerColumns.All);
        using var copy = connection.BeginBinaryImport(
            $"COPY customer_segments ({columns}, last_transaction_time) FROM STDIN (FORMAT BINARY)");
        var now = time.GetUtcNow().UtcDateTime;
        long sent = 0;
        foreach (var customer in CustomerCsvReader.Read(file, cancellationToken))
        {
            copy.StartRow();
            copy.Write(customer.CustomerId, NpgsqlDbType.Integer);
            copy.Write(customer.Income, NpgsqlDbType.Double);
            copy.Write(customer.Balance, NpgsqlDbType.Double);
            copy.Write(customer.CustomerLifetimeValue, NpgsqlDbType.Double);
            copy.Write(customer.Debt, NpgsqlDbType.Double);
            copy.Write(customer.Tenure, NpgsqlDbType.Integer);
            copy.Write(customer.CreditDefault, NpgsqlDbType.Integer);
            copy.Write(customer.DaysFromLastTransaction, NpgsqlDbType.Integer);
            copy.Write(customer.AvgTransactionAmt, NpgsqlDbType.Double);
            copy.Write(customer.NumTransactions, NpgsqlDbType.Integer);
            copy.Write(customer.DigitalEngagementScore, NpgsqlDbType.Double);
            copy.Write(customer.LoanRepaymentTime, NpgsqlDbType.Double);
            copy.Write(customer.TotalProductsOwned, NpgsqlDbType.Integer);
            copy.Write(customer.HasLoan, NpgsqlDbType.Integer);
            copy.Write(customer.Segment, NpgsqlDbType.Varchar);
            copy.Write(LastTransactionTime(customer, now), NpgsqlDbType.TimestampTz);
            Progress?.Report(++sent);
        }

        return (long)copy.Complete();
    }

    // The file knows days only. The time of day, which it does not know, is spread over the customers, else they would all grow a day
    // older at the same moment. (Knuth's multiplicative hash.)
    private static DateTime LastTransactionTime(in Customer customer, DateTime now) =>
        now - TimeSpan.FromDays(customer.DaysFromLastTransaction + (unchecked((uint)customer.CustomerId * 2654435769u) / 4294967296.0));

    [LoggerMessage(1, LogLevel.Information, "Loaded {Count} customers from {File}")]
    private partial void LogLoaded(long count, string file);
}
