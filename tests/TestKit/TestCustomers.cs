using SegmentationUpdates.Customers;

namespace SegmentationUpdates.TestKit;

/// <summary>Customers for a test, without segments.</summary>
internal static class TestCustomers
{
    /// <summary>The repository's customers.</summary>
    public static string File { get; } = Path.Combine(AppContext.BaseDirectory, "customer_segments_full.csv");

    /// <summary>The first of the repository's customers, ids from 1 on.</summary>
    public static Customer[] Take(int count) =>
        [.. CustomerFile.Read(File).Take(count).Select(customer => customer with { Segment = null })];

    public static Customer One(int id, double average = 0, int transactions = 0, int daysAgo = 1) => new()
    {
        CustomerId = id,
        Income = 50_000,
        Balance = 4_000,
        CustomerLifetimeValue = 9_000,
        Debt = 1_000,
        Tenure = 5,
        CreditDefault = 0,
        DaysFromLastTransaction = daysAgo,
        AvgTransactionAmt = average,
        NumTransactions = transactions,
        DigitalEngagementScore = 50,
        LoanRepaymentTime = 0,
        TotalProductsOwned = 2,
        HasLoan = 0,
    };

    /// <summary>Stores customers, each of whom last paid on the hour, so many days ago.</summary>
    public static async Task AddAsync(this TestDatabase database, params IEnumerable<Customer> customers)
    {
        await using var connection = await database.OpenAsync();
        await using var copy = await connection.BeginBinaryImportAsync(
            $"COPY customer_segments ({string.Join(", ", CustomerColumns.All)}, last_transaction_time) FROM STDIN (FORMAT BINARY)",
            TestContext.Current.CancellationToken);
        var now = DateTime.UtcNow.Date.AddHours(DateTime.UtcNow.Hour);
        foreach (var c in customers)
        {
            await copy.WriteRowAsync(TestContext.Current.CancellationToken, Values(c, now.AddDays(-c.DaysFromLastTransaction)));
        }

        await copy.CompleteAsync(TestContext.Current.CancellationToken);
    }

    private static object?[] Values(in Customer c, DateTime lastTransaction) =>
    [
        c.CustomerId, c.Income, c.Balance, c.CustomerLifetimeValue, c.Debt, c.Tenure, c.CreditDefault, c.DaysFromLastTransaction,
        c.AvgTransactionAmt, c.NumTransactions, c.DigitalEngagementScore, c.LoanRepaymentTime, c.TotalProductsOwned, c.HasLoan,
        c.Segment is null ? DBNull.Value : c.Segment, lastTransaction,
    ];
}
