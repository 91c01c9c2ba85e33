using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using SegmentationUpdates.Customers;
using SegmentationUpdates.Storage;
using SegmentationUpdates.Tables.Sources;

namespace SegmentationUpdates.Migrations;

/// <summary>Loads the initial customers, by COPY, when the table has none. All of the file or nothing.</summary>
public sealed partial class CustomerLoader(TimeProvider time, ILogger<CustomerLoader> logger)
{
    /// <summary>Told how many customers have been sent to the database; null to tell nobody.</summary>
    public IProgress<long>? Progress { get; init; }

    /// <summary>Told before, and only if there is anything to load, how many there will be; null to tell nobody.</summary>
    public Action<int>? Expected { get; init; }

    /// <summary>What is known of the file.</summary>
    public TableOptions Table { get; init; } = new();

    /// <returns>Customers loaded; 0 when there were some already.</returns>
    /// <exception cref="TableException">The file cannot be used; nothing was loaded.</exception>
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

        var (loaded, description, ignored) = await Task.Run(() => Load(connection, file, cancellationToken), cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        // A table that was just filled has no statistics: plans would be made for an empty one.
        await using var analyze = new NpgsqlCommand("ANALYZE customer_segments", connection);
        await analyze.ExecuteNonQueryAsync(cancellationToken);
        LogLoaded(loaded, file, description);
        if (ignored.Count > 0)
        {
            LogIgnored(file, string.Join(", ", ignored));
        }

        return loaded;
    }

    private (long Loaded, string Description, IReadOnlyList<string> Ignored) Load(NpgsqlConnection connection, string path, CancellationToken cancellationToken)
    {
        using var file = CustomerFile.Open(path, Table);
        var table = file.Read(null, cancellationToken);
        Expected?.Invoke(table.Count);
        return (Copy(connection, table, Numbers(connection, table), cancellationToken), file.Description, file.Ignored);
    }

    // One number for each id, the same for the same id whenever it is loaded. Null: the ids are numbers.
    private static int[]? Numbers(NpgsqlConnection connection, CustomerTable table)
    {
        if (table.ExternalIds is not { } ids)
        {
            return null;
        }

        using var command = new NpgsqlCommand("SELECT number_customers($1)", connection)
        {
            Parameters = { new() { Value = ids.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text } },
            CommandTimeout = 0,
        };
        return (int[])command.ExecuteScalar()!;
    }

    private long Copy(NpgsqlConnection connection, CustomerTable table, int[]? numbers, CancellationToken cancellationToken)
    {
        var now = CustomerClock.Read(connection)?.Time ?? time.GetUtcNow().UtcDateTime;
        var columns = string.Join(", ", CustomerColumns.All);
        using var copy = connection.BeginBinaryImport(
            $"COPY customer_segments ({columns}, last_transaction_time) FROM STDIN (FORMAT BINARY)");
        var sent = 0;
        foreach (var customer in table.All(cancellationToken))
        {
            var id = numbers?[sent] ?? customer.CustomerId;
            copy.StartRow();
            copy.Write(id, NpgsqlDbType.Integer);
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
            copy.Write(LastTransactionTime(id, customer.DaysFromLastTransaction, now), NpgsqlDbType.TimestampTz);
            sent++;
            Progress?.Report(sent);
        }

        return (long)copy.Complete();
    }

    // The file knows days only. The time of day, which it does not know, is spread over the customers, else they would all grow a day
    // older at the same moment. (Knuth's multiplicative hash.)
    private static DateTime LastTransactionTime(int customerId, int days, DateTime now) =>
        now - TimeSpan.FromDays(days + (unchecked((uint)customerId * 2654435769u) / 4294967296.0));

    [LoggerMessage(1, LogLevel.Information, "Loaded {Count} customers from {File} ({Description})")]
    private partial void LogLoaded(long count, string file, string description);

    [LoggerMessage(2, LogLevel.Information, "{File} has columns that nothing is made of: {Columns}")]
    private partial void LogIgnored(string file, string columns);
}
