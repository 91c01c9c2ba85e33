using System.Globalization;
using SegmentationUpdates.Customers;
using SegmentationUpdates.Messaging.Transactions;
using SegmentationUpdates.Tables.Columns;

namespace SegmentationUpdates.Standalone.History;

/// <summary>Makes transactions of the rows of a file, each of them once, or says why it cannot.</summary>
/// <param name="table">The file.</param>
/// <param name="columns">What its columns are.</param>
/// <param name="now">UTC.</param>
internal sealed class HistoryReader(Table table, HistoryColumns columns, DateTime now)
{
    // Of ids that the file gives, a hash of what they stand for.
    private readonly Dictionary<long, int> _given = [];
    private readonly RowIds _ids = new();

    /// <summary>The rows from the first. Reading them once more is for another reader.</summary>
    public IEnumerable<HistoryEntry> Read(CancellationToken cancellationToken) => columns.Rows(table, cancellationToken).Select(Entry);

    private HistoryEntry Entry(HistoryRow row)
    {
        var transaction = new Transaction(1, 0, row.Amount, row.Time is { } time ? Microseconds(time) : default);
        if (row.Customer.Length == 0)
        {
            return Refused("no customer");
        }

        if (ExternalId.Problem(row.Customer) is not null)
        {
            return Refused("the customer's id can be none");
        }

        if (double.IsNaN(row.Amount))
        {
            return Refused("no amount");
        }

        if (row.Amount is not (> 0 and <= TransactionLimits.MaxAmount))
        {
            return Refused(row.Amount > 0 ? "an amount above 1,000,000,000" : "an amount that is not above 0");
        }

        if (row.Time is null)
        {
            return Refused("no time");
        }

        if (TransactionLimits.Violation(transaction with { CustomerId = 1 }, now) is not null)
        {
            return Refused(transaction.Time > now ? "a time in the future" : "a time before 2000");
        }

        transaction = int.TryParse(row.Customer, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && row.Customer[0] != '0'
            ? transaction with { CustomerId = number }
            : transaction with { ExternalCustomerId = row.Customer };
        if (row.Id is null)
        {
            return new HistoryEntry(row.Line, transaction with { TransactionId = _ids.Next(row.Customer, row.Amount, transaction.Time) });
        }

        if (!long.TryParse(row.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id <= 0)
        {
            return Refused(row.Id.Length == 0 ? "no id" : "an id that is no whole number from 1");
        }

        var content = HashCode.Combine(row.Customer, row.Amount, transaction.Time);
        return _given.TryAdd(id, content) ? new HistoryEntry(row.Line, transaction with { TransactionId = id })
            : _given[id] == content ? new HistoryEntry(row.Line, transaction with { TransactionId = id }, IsRepeated: true)
            : Refused("an id that another transaction of the file has");

        HistoryEntry Refused(string reason) => new(row.Line, default, Refusal: reason);
    }

    // The database keeps no more.
    private static DateTime Microseconds(DateTime time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond));
}

/// <summary>What a row came to.</summary>
/// <param name="Line">Where it stands.</param>
/// <param name="Transaction">The transaction, when there is one.</param>
/// <param name="Refusal">Why there is none; null when there is one.</param>
/// <param name="IsRepeated">The same transaction stands further up, under the same id.</param>
internal readonly record struct HistoryEntry(long Line, Transaction Transaction, string? Refusal = null, bool IsRepeated = false);
