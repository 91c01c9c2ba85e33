using System.Text.RegularExpressions;
using SegmentationUpdates.Standalone.Errors;
using SegmentationUpdates.Tables.Cells;
using SegmentationUpdates.Tables.Columns;
using SegmentationUpdates.Tables.Sources;

namespace SegmentationUpdates.Standalone.Tabular;

/// <summary>The column that says who a customer is.</summary>
/// <param name="Column">Null for the number of the row.</param>
/// <param name="Ids">Unique, one for each row.</param>
/// <param name="Reason">Why this one, in a few words.</param>
internal sealed partial record IdColumn(TableColumn? Column, TableIds Ids, string Reason)
{
    /// <summary>What <c>--id</c> says for the number of the row.</summary>
    public const string None = "none";

    /// <summary>Name of the column in the output.</summary>
    public string Name => Column?.Name ?? "row";

    /// <param name="table">The table.</param>
    /// <param name="wanted">Name of the column, <see cref="None"/>, or null to guess it by name and uniqueness.</param>
    /// <param name="cancellationToken">Takes effect before the next row.</param>
    /// <exception cref="UsageException">There is no such column.</exception>
    /// <exception cref="TableException">The ids of a column that is named, or clearly the customers', are not unique.</exception>
    public static IdColumn Choose(Table table, string? wanted, CancellationToken cancellationToken)
    {
        if (wanted is not null && table.Find(wanted) is { } named)
        {
            return Checked(table, named, "named by --id", cancellationToken);
        }

        if (wanted is not null && !wanted.Equals(None, StringComparison.OrdinalIgnoreCase))
        {
            throw new UsageException(
                $"--id: '{wanted}' is no column of {table.Path}. The columns are: {string.Join(", ", table.Columns.Select(column => column.Name))}; "
                    + "or none, for the number of the row.");
        }

        if (wanted is not null)
        {
            return new IdColumn(null, TableIds.OfRows(table.Rows), "the number of the row, by --id");
        }

        foreach (var column in table.Columns.Where(column => Rank(column.Name) < 3).OrderBy(column => Rank(column.Name)))
        {
            if (Rank(column.Name) == 0)
            {
                return Checked(table, column, "by its name", cancellationToken);
            }

            if (column is { Missing: 0, Kind: ColumnKind.WholeNumber or ColumnKind.Text }
                && table.Ids(column, null, cancellationToken) is var ids
                && ids.AreUnique())
            {
                return new IdColumn(column, ids, "by its name, and no value is there twice");
            }
        }

        return new IdColumn(null, TableIds.OfRows(table.Rows), "the number of the row: no column looks like the customers' ids; --id names one");
    }

    /// <summary>0 for the id of a customer, 1 for an id of something, 2 for what counts the rows, 3 for anything else.</summary>
    public static int Rank(string name)
    {
        var plain = string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();
        return OfCustomer().IsMatch(plain) ? 0
            : OfSomething().IsMatch(name) ? 1
            : OfRow().IsMatch(plain) ? 2
            : 3;
    }

    /// <summary>Digits that are no quantity: where somebody lives, or is called.</summary>
    public static bool IsCode(string name) => OfCode().IsMatch(string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant());

    private static IdColumn Checked(Table table, TableColumn column, string reason, CancellationToken cancellationToken)
    {
        var ids = table.Ids(column, null, cancellationToken);
        return ids.AreUnique() ? new IdColumn(column, ids, reason) : throw NotUnique(table, column);
    }

    private static TableException NotUnique(Table table, TableColumn column)
    {
        var seen = new Dictionary<string, long>(StringComparer.Ordinal);
        using var cursor = table.Cursor();
        while (cursor.Read())
        {
            var id = cursor.Kind(column.Position) == CellKind.Missing ? "" : cursor.Text(column.Position).ToString();
            if (id.Length == 0)
            {
                return new TableException(
                    table.Path,
                    cursor.Line,
                    column.Name,
                    id,
                    "the value is missing; fill it in, leave the customer out, or take --id none for the number of the row.");
            }

            if (!seen.TryAdd(id, cursor.Line))
            {
                return new TableException(table.Path, cursor.Line, column.Name, id,
                    $"the id is already in line {seen[id]}. Every customer may be in the file once: remove one of the two lines, or name another "
                        + "column with --id, or --id none for the number of the row.");
            }
        }

        return new TableException(table.Path, $"the ids in column '{column.Name}' are not unique.");
    }

    [GeneratedRegex(
        "^(CUSTOMER|CUST|CLIENT|KUNDEN|KUNDE|ACCOUNT|ACCT|ACC|USER|MEMBER|CARDHOLDER|HOUSEHOLD)"
            + "(ID|NO|NR|NUM|NUMBER|KEY|CODE|NUMMER|UUID|GUID|IDENTIFIER)$",
        RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex OfCustomer();

    [GeneratedRegex(
        "(^|[^A-Za-z])([iI][dD]|[uUgG][uU][iI][dD]|key|Key|KEY)$|[a-z]I[dD]$|^([cC](ustomer|USTOMER|lient|LIENT)|[kK](unde|UNDE))$",
        RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex OfSomething();

    [GeneratedRegex(
        "^(ZIP|ZIPCODE|POSTCODE|POSTALCODE|PLZ|POSTLEITZAHL|PHONE|PHONENUMBER|TELEPHONE|MOBILE|TELEFON|IBAN|SSN)$",
        RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex OfCode();

    [GeneratedRegex("^(COLUMN1|UNNAMED0|INDEX|ROW|ROWNUMBER|ROWNUM|ROWID|ROWNO|RECORD|RECORDNUMBER|NO|NR|SNO|SRNO|LFDNR)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OfRow();
}
