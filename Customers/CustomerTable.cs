using SegmentationUpdates.Tables.Columns;
using SegmentationUpdates.Tables.Sources;

namespace SegmentationUpdates.Customers;

/// <summary>The customers of a file that was read.</summary>
public sealed class CustomerTable
{
    private readonly Table _table;
    private readonly TableColumn?[] _columns;
    private readonly IReadOnlyList<NumberChunks> _values;
    private readonly CustomerIds _ids;
    private readonly Categories? _segments;

    /// <param name="table">The rows.</param>
    /// <param name="columns">For each <see cref="CustomerColumn"/>; null for a segment that is not there.</param>
    /// <param name="cancellationToken">Takes effect before the next row.</param>
    internal CustomerTable(Table table, TableColumn?[] columns, CancellationToken cancellationToken)
    {
        (_table, _columns) = (table, columns);
        TableColumn[] numbers = [.. columns[((int)CustomerColumn.CustomerId + 1)..(int)CustomerColumn.Segment].OfType<TableColumn>()];
        for (var i = 0; table.Rows > 0 && i < numbers.Length; i++)
        {
            RefuseWrongKind(numbers[i], CustomerColumns.Range((CustomerColumn)(i + 1)));
        }

        _values = table.Numbers(numbers, null, cancellationToken);
        _ids = CustomerIds.Of(table, columns[(int)CustomerColumn.CustomerId]!, cancellationToken);
        _segments = columns[(int)CustomerColumn.Segment] is { } segment
            ? table.Categories([segment], int.MaxValue, null, cancellationToken)[0]
            : null;
    }

    /// <summary>Customers in the file.</summary>
    public int Count => _table.Rows;

    /// <summary>
    /// The ids are the bank's own, text or too large for 32 bits: <see cref="Customer.ExternalId"/> has them, and the database gives the numbers.
    /// </summary>
    public bool HasExternalIds => _ids.AreExternal;

    /// <summary>The bank's own ids, in the order of the customers; null unless <see cref="HasExternalIds"/>.</summary>
    public IReadOnlyList<string>? ExternalIds => _ids.External;

    /// <summary>In the order of the file. Those with the bank's own ids have no number yet: it is 0.</summary>
    /// <exception cref="TableException">Thrown while enumerating, at the first value that is out of its range.</exception>
    public IEnumerable<Customer> All(CancellationToken cancellationToken = default)
    {
        for (var row = 0; row < Count; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return At(row);
        }
    }

    private Customer At(int row) => new()
    {
        CustomerId = _ids.Number(row),
        ExternalId = _ids.External?[row],
        Income = Value(CustomerColumn.Income, row),
        Balance = Value(CustomerColumn.Balance, row),
        CustomerLifetimeValue = Value(CustomerColumn.CustomerLifetimeValue, row),
        Debt = Value(CustomerColumn.Debt, row),
        Tenure = (int)Value(CustomerColumn.Tenure, row),
        CreditDefault = (int)Value(CustomerColumn.CreditDefault, row),
        DaysFromLastTransaction = (int)Value(CustomerColumn.DaysFromLastTransaction, row),
        AvgTransactionAmt = Value(CustomerColumn.AvgTransactionAmt, row),
        NumTransactions = (int)Value(CustomerColumn.NumTransactions, row),
        DigitalEngagementScore = Value(CustomerColumn.DigitalEngagementScore, row),
        LoanRepaymentTime = Value(CustomerColumn.LoanRepaymentTime, row),
        TotalProductsOwned = (int)Value(CustomerColumn.TotalProductsOwned, row),
        HasLoan = (int)Value(CustomerColumn.HasLoan, row),
        Segment = Segment(row),
    };

    private double Value(CustomerColumn column, int row)
    {
        var range = CustomerColumns.Range(column);
        var value = _values[(int)column - 1][row];
        if (double.IsNaN(value))
        {
            throw Wrong(column, row, "the value is missing; fill it in, or leave the customer out.");
        }

        if (range.IsWhole && value != Math.Floor(value))
        {
            throw Wrong(column, row, $"not a whole number; it must be {range}.");
        }

        return range.Contains(value) ? value : throw Wrong(
            column,
            row,
            $"out of range; it must be {range}. If it stands for \"unknown\" or \"never\", put the right number there, or leave the customer out.");
    }

    private string? Segment(int row)
    {
        if (_segments?.Levels[_segments.Codes[row]] is not { } segment || segment == Categories.Missing)
        {
            return null;
        }

        if (segment.AsSpan().ContainsAny('\r', '\n'))
        {
            throw Wrong(CustomerColumn.Segment, row, "the name of a segment is one line; remove the line break.");
        }

        return segment.EnumerateRunes().Count() <= Customer.MaxSegmentLength
            ? segment
            : throw Wrong(CustomerColumn.Segment, row, $"longer than {Customer.MaxSegmentLength} characters; shorten it.");
    }

    private void RefuseWrongKind(TableColumn column, CustomerRange range)
    {
        if (column.Mixture is { } mixture)
        {
            throw new TableException(_table.Path, $"column '{column.Name}' cannot be read as numbers: {mixture}. Write all values alike.");
        }

        if (column.NotNumber is { } cell && !(column.Kind == ColumnKind.Boolean && range == CustomerRange.YesNo))
        {
            var isFinite = !double.TryParse(cell.Value, out var value) || double.IsFinite(value);
            throw new TableException(_table.Path, cell.Line, column.Name, cell.Value, (isFinite, range == CustomerRange.YesNo) switch
            {
                (false, _) => "not a finite number; replace it by the real value, or leave the customer out.",
                (_, true) => $"it must be {range}, or all values of the column must be yes and no.",
                _ => $"not a number; it must be {range}.",
            });
        }
    }

    private TableException Wrong(CustomerColumn column, int row, string problem) => _table.Wrong(row, _columns[(int)column]!, problem);
}
