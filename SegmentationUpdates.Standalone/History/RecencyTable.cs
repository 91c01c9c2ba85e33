using SegmentationUpdates.Messaging.Transactions;
using SegmentationUpdates.Standalone.Errors;
using SegmentationUpdates.Tables;
using SegmentationUpdates.Tables.Columns;

namespace SegmentationUpdates.Standalone.History;

/// <summary>
/// Makes customers of a file of transactions: how many days ago each paid last (recency), how often (frequency) and how much in all (monetary), as
/// of a moment. Lines with one id are one transaction. What is paid back is taken off the amount, and is no transaction.
/// </summary>
internal static class RecencyTable
{
    public const string Recency = "recency_days";
    public const string Frequency = "frequency";
    public const string Monetary = "monetary";

    private static readonly string[] Ids = [TransactionMessage.IdField, "invoice_no", "invoice", "invoice_id", "order_id", "order_no", "receipt_no"];

    /// <param name="table">The transactions.</param>
    /// <param name="asOf">Only what was before counts; null for the end of the day of the latest.</param>
    /// <param name="notes">Gets what to tell the user, in sentences.</param>
    /// <param name="progress">Told how many rows are read.</param>
    /// <param name="cancellationToken">Takes effect before the next row.</param>
    /// <exception cref="UsageException">A column is missing.</exception>
    /// <exception cref="CommandException">There is nothing left to make customers of.</exception>
    public static TableFile Of(Table table, DateTime? asOf, List<string> notes, IProgress<long> progress, CancellationToken cancellationToken)
    {
        var columns = HistoryColumns.Find(table, Ids);
        var end = asOf ?? Latest(columns, table, cancellationToken).Date.AddDays(1);
        var customers = new Dictionary<string, Payer>(StringComparer.Ordinal);
        var seen = new HashSet<(string, string)>();
        var (rows, incomplete, late) = (0L, 0L, 0L);
        foreach (var row in columns.Rows(table, cancellationToken))
        {
            progress.Report(++rows);
            if (row.Customer.Length == 0 || double.IsNaN(row.Amount) || row.Time is not { } time)
            {
                incomplete++;
            }
            else if (time >= end)
            {
                late++;
            }
            else
            {
                var payer = customers.GetValueOrDefault(row.Customer);
                var isPayment = row.Amount > 0;
                var isNew = isPayment && (row.Id is not { Length: > 0 } id || seen.Add((row.Customer, id)));
                customers[row.Customer] = new Payer(
                    payer.Amount + row.Amount,
                    payer.Payments + (isNew ? 1 : 0),
                    isPayment && time > payer.Last ? time : payer.Last);
            }
        }

        var without = customers.Values.Count(payer => payer.Payments == 0);
        notes.Add($"{columns.Description}; as of {end:yyyy-MM-dd HH:mm} UTC");
        Note(incomplete, "without a customer, an amount or a time were left out");
        Note(late, "are of that moment or later and were left out");
        if (without > 0)
        {
            notes.Add($"{without:N0} customers have no payment, only what was paid back to them, and were left out");
        }

        var made = customers.Where(customer => customer.Value.Payments > 0).Select(customer => (object?[])
        [
            customer.Key,
            Math.Floor((end - customer.Value.Last).TotalDays),
            customer.Value.Payments,
            Math.Round(customer.Value.Amount, 6),
        ]).ToList();
        return made.Count > 0
            ? TableFile.FromRows(table.Path, table.Description, [TransactionMessage.CustomerField, Recency, Frequency, Monetary], made)
            : throw new CommandException($"{table.Path}: there is no payment of a customer before {end:yyyy-MM-dd HH:mm} UTC.");

        void Note(long count, string what)
        {
            if (count > 0)
            {
                notes.Add($"{count:N0} of {table.Rows:N0} transactions {what}");
            }
        }
    }

    private static DateTime Latest(HistoryColumns columns, Table table, CancellationToken cancellationToken) =>
        columns.Rows(table, cancellationToken).Max(row => row.Time) ?? DateTime.UnixEpoch;

    private readonly record struct Payer(double Amount, long Payments, DateTime Last);
}
