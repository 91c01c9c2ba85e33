using SegmentationUpdates.Tables.Cells;
using SegmentationUpdates.Tables.Sources;

namespace SegmentationUpdates.Tables.Columns;

/// <summary>A column, and what was found out about it from all its values.</summary>
public sealed class TableColumn
{
    private readonly ColumnScan _scan;

    internal TableColumn(string name, int position, ColumnScan scan, DecimalSign sign, DateOrder? order)
    {
        (Name, Position, _scan, Sign) = (name, position, scan, sign);
        DateForms = order is { } given ? scan.DateForms & DateText.FormsOf(given) : scan.DateForms;
        Kind = KindOf(scan);
        var isNumber = Kind is ColumnKind.WholeNumber or ColumnKind.Number;
        Values = isNumber && sign == DecimalSign.Point && scan.Values?.Count > 0 ? scan.Values : null;
    }

    public string Name { get; }

    /// <summary>Counted from 0.</summary>
    public int Position { get; }

    public ColumnKind Kind { get; }

    public bool IsNumeric => Kind is ColumnKind.WholeNumber or ColumnKind.Number;

    /// <summary>Rows without a value.</summary>
    public int Missing => _scan.Missing;

    /// <summary>Rows with one.</summary>
    public int Present => _scan.Present;

    /// <summary>All values are the same.</summary>
    public bool IsConstant => Kind switch
    {
        ColumnKind.Empty => true,
        ColumnKind.WholeNumber or ColumnKind.Number => !(Sign == DecimalSign.Point ? _scan.VariesPoint : _scan.VariesComma),
        ColumnKind.Boolean or ColumnKind.Text => Levels == 1 && _scan.Numbers + _scan.TypedNumbers == 0,
        _ => false,
    };

    /// <summary>Distinct texts of a column of text; more than <see cref="MostLevels"/> are not counted.</summary>
    public int Levels => _scan.Levels;

    public const int MostLevels = ColumnScan.MostLevels;

    /// <summary>Whole numbers that an <see cref="long"/> holds and that are written as a program would: an id can be made of them again.</summary>
    public bool IsCanonical => Kind == ColumnKind.WholeNumber && _scan.IsCanonical;

    /// <summary>Digits with zeros before them: a code rather than a quantity.</summary>
    public bool HasLeadingZeros => _scan.HasLeadingZeros;

    /// <summary>The decimal sign that the numbers are read with.</summary>
    public DecimalSign Sign { get; }

    /// <summary>Values that are numbers, of a column that is not numeric.</summary>
    public int Numbers => _scan.Numbers + _scan.TypedNumbers;

    /// <summary>The first value that is no number; null when all are.</summary>
    public CellPlace? NotNumber => _scan.NotNumber;

    /// <summary>All values are numbers, but do not go together: some have a percent sign, or there are several currencies. Null if they do.</summary>
    public string? Mixture => _scan.HasCurrencies ? "several currencies"
        : _scan.WithPercent > 0 && _scan.WithPercent < Present ? "some values have a percent sign and some have none"
        : _scan.PointOnly is not null && _scan.CommaOnly is not null && _scan.Numbers == Present ? "some values have a decimal point and some a decimal comma"
        : null;

    /// <summary>The signs that were taken off: "percent signs", "currency"; null for none.</summary>
    public string? SignsTakenOff => _scan.WithPercent > 0 ? "percent signs" : _scan.WithCurrency > 0 ? "currency signs" : null;

    /// <summary>One of its values has one reading only, so all have.</summary>
    internal bool IsSettled => HasPoint || HasComma;

    internal bool HasPoint => _scan.PointOnly is not null;

    internal bool HasComma => _scan.CommaOnly is not null;

    internal CellPlace? Ambiguous => _scan.Ambiguous;

    internal CellPlace? AmbiguousDate =>
        Kind == ColumnKind.DateTime
        && (DateForms & ~DateText.FormsOf(DateOrder.Mdy)) != 0
        && (DateForms & ~DateText.FormsOf(DateOrder.Dmy)) != 0
            ? _scan.AmbiguousDate
            : null;

    internal int DateForms { get; }

    /// <summary>The numbers, when they were kept.</summary>
    internal NumberChunks? Values { get; set; }

    /// <summary>Its number, date or truth value in the row where the cursor stands; NaN for none. Dates are days since the year 1.</summary>
    public double Read(TableCursor cursor)
    {
        switch (cursor.Kind(Position))
        {
            case CellKind.Missing:
                return double.NaN;
            case CellKind.Number or CellKind.Boolean:
                return cursor.Number(Position);
            case CellKind.DateTime:
                return Days(cursor.Instant(Position));
        }

        var text = cursor.Text(Position);
        switch (Kind)
        {
            case ColumnKind.WholeNumber or ColumnKind.Number:
                if (MissingText.Is(text))
                {
                    return double.NaN;
                }

                var cell = NumberText.Read(text);
                return Sign == DecimalSign.Point ? cell.Point : cell.Comma;
            case ColumnKind.DateTime:
                return DateText.FormsOf(text, DateForms, out var date, out _) == 0 ? double.NaN : Days(date);
            case ColumnKind.Boolean:
                return MissingText.Is(text) ? double.NaN : BooleanText.IsTrue(text) ? 1 : 0;
            default:
                return double.NaN;
        }
    }

    /// <summary>The date and time of a column of them, in the row where the cursor stands; null for none. One with an offset is in UTC.</summary>
    public DateTime? ReadDate(TableCursor cursor)
    {
        ArgumentNullException.ThrowIfNull(cursor);
        return cursor.Kind(Position) switch
        {
            CellKind.DateTime => cursor.Instant(Position),
            CellKind.Text when DateText.FormsOf(cursor.Text(Position), DateForms, out var date, out _) != 0 => date,
            _ => null,
        };
    }

    private static double Days(DateTime date) => (double)date.Ticks / TimeSpan.TicksPerDay;

    private ColumnKind KindOf(ColumnScan scan)
    {
        if (scan.Present == 0)
        {
            return ColumnKind.Empty;
        }

        var texts = Sign == DecimalSign.Point ? scan.Points : scan.Commas;
        if (texts + scan.TypedNumbers == scan.Present && Mixture is null)
        {
            return (Sign == DecimalSign.Point ? scan.IsWholePoint : scan.IsWholeComma) ? ColumnKind.WholeNumber : ColumnKind.Number;
        }

        var others = scan.Present - scan.Numbers - scan.TypedNumbers;
        if (others < scan.Present)
        {
            return ColumnKind.Text;
        }

        return scan.TypedDates == others || (DateForms != 0 && scan.TypedBooleans == 0) ? ColumnKind.DateTime
            : scan.TypedBooleans == others || (scan.BooleanPairs != 0 && scan.TypedDates == 0) ? ColumnKind.Boolean
            : ColumnKind.Text;
    }
}
