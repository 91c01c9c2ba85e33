using CsvHelper;
using SegmentationUpdates.Tables.Sources;

namespace SegmentationUpdates.Customers;

/// <summary>
/// Writes customer files: UTF-8 without BOM, LF, all columns in the table's order, numbers in the shortest form that reads back
/// to the same value. <see cref="CustomerFile"/> reads back what was written; an empty segment is read as null.
/// </summary>
public static class CustomerCsvWriter
{
    private static readonly CsvWriterOptions Options = new() { NewLine = "\n" };

    /// <summary>
    /// Writes while <paramref name="customers"/> is enumerated; to give segments, pass <c>customers.Select(c => c with { Segment = ... })</c>.
    /// The file appears when it is complete: after an exception or a cancellation, what was there before is still there.
    /// </summary>
    /// <returns>How many customers were written.</returns>
    /// <exception cref="TableException">
    /// The folder does not exist or is not writable, the disk is full, or a customer has a value that no reader would accept.
    /// </exception>
    public static long Write(string path, IEnumerable<Customer> customers, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(customers);
        long count = 0;
        using var file = AtomicFile.Create(path);
        using (var csv = CsvWriter.Create(file.Stream, Options, leaveOpen: true))
        {
            csv.WriteHeader([.. CustomerColumns.All]);
            foreach (Customer customer in customers)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Write(csv, path, in customer);
                count++;
            }
        }

        file.Commit();
        return count;
    }

    private static void Write(CsvWriter csv, string path, in Customer customer)
    {
        csv.WriteField(customer.CustomerId);
        Write(csv, path, in customer, CustomerColumn.Income, customer.Income);
        Write(csv, path, in customer, CustomerColumn.Balance, customer.Balance);
        Write(csv, path, in customer, CustomerColumn.CustomerLifetimeValue, customer.CustomerLifetimeValue);
        Write(csv, path, in customer, CustomerColumn.Debt, customer.Debt);
        csv.WriteField(customer.Tenure);
        csv.WriteField(customer.CreditDefault);
        csv.WriteField(customer.DaysFromLastTransaction);
        Write(csv, path, in customer, CustomerColumn.AvgTransactionAmt, customer.AvgTransactionAmt);
        csv.WriteField(customer.NumTransactions);
        Write(csv, path, in customer, CustomerColumn.DigitalEngagementScore, customer.DigitalEngagementScore);
        Write(csv, path, in customer, CustomerColumn.LoanRepaymentTime, customer.LoanRepaymentTime);
        csv.WriteField(customer.TotalProductsOwned);
        csv.WriteField(customer.HasLoan);
        csv.WriteField(customer.Segment is null ? [] : Segment(path, in customer, customer.Segment));
        csv.EndRecord();
    }

    private static void Write(CsvWriter csv, string path, in Customer customer, CustomerColumn column, double value)
    {
        if (!double.IsFinite(value))
        {
            throw new TableException(path,
                $"customer {customer.CustomerId} has {value} as {CustomerColumns.Name(column)}, which no reader accepts. Nothing was written.");
        }

        csv.WriteField(value);
    }

    private static ReadOnlySpan<char> Segment(string path, in Customer customer, string segment) =>
        segment.EnumerateRunes().Count() <= Customer.MaxSegmentLength && segment.AsSpan().IndexOfAny('\r', '\n') < 0
            ? segment
            : throw new TableException(path, $"customer {customer.CustomerId} has the segment '{TableException.Shorten(segment)}'. "
                + $"A segment has at most {Customer.MaxSegmentLength} characters, in one line. Nothing was written.");
}
