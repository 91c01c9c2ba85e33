using SegmentationUpdates.Messaging.Transactions;
using SegmentationUpdates.Standalone.Errors;
using SegmentationUpdates.Standalone.Tabular;
using SegmentationUpdates.Tables.Columns;
using SegmentationUpdates.Tables.Sources;

namespace SegmentationUpdates.Standalone.History;

/// <summary>Which columns of a table of transactions say what. They are found by the names that messages have, then by names that people give.</summary>
/// <param name="Customer">Who paid.</param>
/// <param name="Time">When.</param>
/// <param name="Amount">How much, of a unit if there is a quantity.</param>
/// <param name="Quantity">How many units; null for one.</param>
/// <param name="Id">Which transaction; null where the file does not say.</param>
internal sealed record HistoryColumns(TableColumn Customer, TableColumn Time, TableColumn Amount, TableColumn? Quantity, TableColumn? Id)
{
    private const string QuantityField = "quantity";
    private const string PriceField = "unit_price";

    private static readonly string[] Amounts = [TransactionMessage.AmountField, "amount", "amt", "total", "total_amount", "value", "betrag", "umsatz"];
    private static readonly string[] Times =
        [TransactionMessage.TimeField, "transaction_date", "invoice_date", "date", "datetime", "time", "timestamp", "datum"];

    private static readonly string[] Quantities = [QuantityField, "qty", "menge"];
    private static readonly string[] Prices = [PriceField, "price", "preis"];

    /// <summary>What was found out, in one line.</summary>
    public string Description => $"customer: {Customer.Name}; time: {Time.Name}; amount: {(Quantity is null ? "" : $"{Quantity.Name} × ")}{Amount.Name}"
        + (Id is null ? "" : $"; id: {Id.Name}");

    /// <param name="table">The table.</param>
    /// <param name="idNames">Names of the column with the transactions' ids.</param>
    /// <exception cref="UsageException">A column is missing, or two could be meant: names the option.</exception>
    /// <exception cref="TableException">A column is not what it has to be.</exception>
    public static HistoryColumns Find(Table table, params string[] idNames)
    {
        var problems = new List<string>();
        var customer = Named(table, TransactionMessage.CustomerField) ?? Only([.. table.Columns.Where(column => IdColumn.Rank(column.Name) == 0)]);
        var time = Named(table, Times) ?? Only([.. table.Columns.Where(column => column.Kind == ColumnKind.DateTime)]);
        var (quantity, price) = (Named(table, Quantities), Named(table, Prices));
        var amount = Named(table, Amounts[0]) ?? (quantity is not null ? price : null) ?? Named(table, Amounts);
        quantity = amount == price ? quantity : null;
        Need(customer, TransactionMessage.CustomerField);
        Need(time, TransactionMessage.TimeField);
        if (amount is null)
        {
            problems.Add(
                $"{table.Path}: no column is {TransactionMessage.AmountField}, and there are no {QuantityField} and {PriceField} either. Name it, as in "
                    + $"--map {TransactionMessage.AmountField}=COLUMN.");
        }

        UsageException.ThrowIfAny(problems.Count == 0 ? [] : problems.Append(
            $"The columns are: {string.Join(", ", table.Columns.Select(column => TableException.Shorten(column.Name)))}."));
        var found = new HistoryColumns(customer!, time!, amount!, quantity, Named(table, idNames));
        found.RefuseWrongKinds(table);
        return found;

        void Need(TableColumn? column, string field)
        {
            if (column is null)
            {
                problems.Add($"{table.Path}: no column is {field}. Name it, as in --map {field}=COLUMN.");
            }
        }
    }

    /// <summary>The rows from the first, read one by one.</summary>
    public IEnumerable<HistoryRow> Rows(Table table, CancellationToken cancellationToken)
    {
        using var cursor = table.Cursor();
        while (cursor.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var amount = Amount.Read(cursor) * (Quantity?.Read(cursor) ?? 1);
            yield return new HistoryRow(
                cursor.Line,
                Text(cursor, Customer),
                amount,
                Time.ReadDate(cursor) is { } time ? DateTime.SpecifyKind(time, DateTimeKind.Utc) : null,
                Id is null ? null : Text(cursor, Id));
        }
    }

    // 17850.0 is how programs write the ids of a column with gaps.
    private static string Text(TableCursor cursor, TableColumn column)
    {
        var text = cursor.Text(column.Position);
        return column is { Kind: ColumnKind.WholeNumber, HasLeadingZeros: false } && text.Contains('.') && column.Read(cursor) is var number
            && Math.Abs(number) < 9007199254740992
                ? number.ToString("0", System.Globalization.CultureInfo.InvariantCulture)
                : text.ToString();
    }

    private static TableColumn? Named(Table table, params string[] names) => names.Select(table.Find).FirstOrDefault(column => column is not null);

    private static TableColumn? Only(TableColumn[] columns) => columns.Length == 1 ? columns[0] : null;

    private void RefuseWrongKinds(Table table)
    {
        foreach (var column in new[] { Amount, Quantity }.OfType<TableColumn>())
        {
            if (table.Rows > 0 && column.Kind != ColumnKind.Empty && FeatureSelection.NotNumbers(table, column) is { } problem)
            {
                throw problem;
            }

            table.RefuseTwoReadings(column);
        }

        if (Time.Kind is not (ColumnKind.DateTime or ColumnKind.Empty))
        {
            throw new TableException(table.Path, $"column '{Time.Name}' has values that are no dates of one form. Write all of them alike, as "
                + "2026-01-31T08:30:00Z, or name another column with --map transaction_time=COLUMN.");
        }

        table.RefuseTwoReadings(Time);
    }
}
