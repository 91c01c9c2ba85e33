using SegmentationUpdates.Tables.Cells;
using SegmentationUpdates.Tables.Sources;

namespace SegmentationUpdates.Tables.Columns;

/// <summary>
/// Finds out what a column is, from all its values, in one reading. The numbers are kept as long as all values are numbers with a point: most
/// columns are, and need no second reading.
/// </summary>
internal sealed class ColumnScan
{
    /// <summary>Distinct texts remembered: enough to say which columns could be categories.</summary>
    public const int MostLevels = 100;

    private readonly HashSet<string> _levels = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private double _firstPoint = double.NaN;
    private double _firstComma = double.NaN;
    private string? _currency;

    public ColumnScan() => _lookup = _levels.GetAlternateLookup<ReadOnlySpan<char>>();

    public int Missing { get; private set; }

    public int Present { get; private set; }

    /// <summary>Texts that are numbers under the point, under the comma, under either.</summary>
    public int Points { get; private set; }

    public int Commas { get; private set; }

    public int Numbers { get; private set; }

    /// <summary>Values of a format with types.</summary>
    public int TypedNumbers { get; private set; }

    public int TypedDates { get; private set; }

    public int TypedBooleans { get; private set; }

    public int WithPercent { get; private set; }

    public bool HasCurrencies { get; private set; }

    public int WithCurrency { get; private set; }

    public bool IsWholePoint { get; private set; } = true;

    public bool IsWholeComma { get; private set; } = true;

    public bool VariesPoint { get; private set; }

    public bool VariesComma { get; private set; }

    /// <summary>Every value is digits as a program would write them, and exact as a double: an id can be made of it again.</summary>
    public bool IsCanonical { get; private set; } = true;

    public bool HasLeadingZeros { get; private set; }

    /// <summary>First value that is one number with a point and another with a comma.</summary>
    public CellPlace? Ambiguous { get; private set; }

    /// <summary>First value that is a number with a point only, and with a comma only.</summary>
    public CellPlace? PointOnly { get; private set; }

    public CellPlace? CommaOnly { get; private set; }

    /// <summary>First value that is no number, and first that is neither a number nor a date nor a truth value of the column's form.</summary>
    public CellPlace? NotNumber { get; private set; }

    public int DateForms { get; private set; } = DateText.AllForms;

    public CellPlace? AmbiguousDate { get; private set; }

    public DateTime Latest { get; private set; }

    public int BooleanPairs { get; private set; } = BooleanText.AllPairs;

    /// <summary>Distinct texts, at most <see cref="MostLevels"/> + 1.</summary>
    public int Levels => _levels.Count;

    /// <summary>The values under the point; null when one is none.</summary>
    public NumberChunks? Values { get; private set; } = new();

    public void Add(TableCursor cursor, int column)
    {
        switch (cursor.Kind(column))
        {
            case CellKind.Missing:
                Miss();
                return;
            case CellKind.Number:
                Present++;
                if (!double.IsFinite(cursor.Number(column)))
                {
                    // Nothing can be measured by it.
                    Other(cursor, column);
                    (DateForms, BooleanPairs) = (0, 0);
                    return;
                }

                TypedNumbers++;
                AddNumber(cursor.Number(column));
                return;
            case CellKind.DateTime:
                Present++;
                TypedDates++;
                Other(cursor, column);
                BooleanPairs = 0;
                return;
            case CellKind.Boolean:
                Present++;
                TypedBooleans++;
                Other(cursor, column);
                DateForms = 0;
                AddLevel(cursor.Text(column));
                return;
            default:
                AddText(cursor, column);
                return;
        }
    }

    private void Miss()
    {
        Missing++;
        Values?.Add(double.NaN);
    }

    private void AddText(TableCursor cursor, int column)
    {
        var text = cursor.Text(column);
        if (NumberText.TryPlain(text, out var plain))
        {
            Present++;
            Points++;
            Numbers++;
            var hasPoint = !AddPlain(text, plain);
            if (hasPoint && PointOnly is null)
            {
                PointOnly = new CellPlace(cursor.Line, text.ToString());
            }

            return;
        }

        if (MissingText.Is(text))
        {
            Miss();
            return;
        }

        Present++;
        var cell = NumberText.Read(text);
        if (cell.IsNumber)
        {
            AddWritten(cell, text, cursor.Line);
            return;
        }

        Other(cursor, column);
        AddLevel(text);
        BooleanPairs = BooleanText.PairsOf(text, BooleanPairs);
        DateForms = DateText.FormsOf(text, DateForms, out var first, out var last);
        if (first != last && AmbiguousDate is null)
        {
            AmbiguousDate = new CellPlace(cursor.Line, text.ToString());
        }
    }

    /// <returns>Whether it is the same with a comma: no point in it.</returns>
    private bool AddPlain(ReadOnlySpan<char> text, double value)
    {
        var isWhole = !text.Contains('.');
        if (isWhole)
        {
            Commas++;
            var digits = text[0] == '-' ? text[1..] : text;
            if (digits.Length > 1 && digits[0] == '0')
            {
                (HasLeadingZeros, IsCanonical) = (true, false);
            }

            AddNumber(value);
        }
        else
        {
            IsCanonical = false;
            AddPoint(value);
        }

        return isWhole;
    }

    private void AddWritten(NumberCell cell, ReadOnlySpan<char> text, long line)
    {
        Numbers++;
        IsCanonical = false;
        WithPercent += cell.HasPercent ? 1 : 0;
        WithCurrency += cell.Currency is null ? 0 : 1;
        HasCurrencies |= cell.Currency is not null && _currency is not null && cell.Currency != _currency;
        _currency ??= cell.Currency;
        var (isPoint, isComma) = (!double.IsNaN(cell.Point), !double.IsNaN(cell.Comma));
        if (isPoint)
        {
            Points++;
            AddPoint(cell.Point);
        }
        else
        {
            Values = null;
        }

        if (isComma)
        {
            Commas++;
            AddComma(cell.Comma);
        }

        var place = isPoint != isComma || cell.IsAmbiguous ? new CellPlace(line, text.ToString()) : null;
        PointOnly ??= isPoint && !isComma ? place : null;
        CommaOnly ??= isComma && !isPoint ? place : null;
        Ambiguous ??= cell.IsAmbiguous ? place : null;
    }

    /// <summary>One that is the same under both signs.</summary>
    private void AddNumber(double value)
    {
        IsCanonical &= Math.Abs(value) <= 9007199254740992 && value == Math.Floor(value);
        AddPoint(value);
        AddComma(value);
    }

    private void AddPoint(double value)
    {
        Values?.Add(value);
        IsWholePoint &= value == Math.Floor(value);
        VariesPoint |= !double.IsNaN(_firstPoint) && value != _firstPoint;
        _firstPoint = double.IsNaN(_firstPoint) ? value : _firstPoint;
    }

    private void AddComma(double value)
    {
        IsWholeComma &= value == Math.Floor(value);
        VariesComma |= !double.IsNaN(_firstComma) && value != _firstComma;
        _firstComma = double.IsNaN(_firstComma) ? value : _firstComma;
    }

    private void Other(TableCursor cursor, int column)
    {
        Values = null;
        NotNumber ??= new CellPlace(cursor.Line, cursor.Text(column).ToString());
    }

    private void AddLevel(ReadOnlySpan<char> text)
    {
        if (_levels.Count <= MostLevels && !_lookup.Contains(text))
        {
            _lookup.Add(text);
        }
    }
}

/// <summary>A value and where it stands.</summary>
public sealed record CellPlace(long Line, string Value);
