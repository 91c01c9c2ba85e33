using SegmentationUpdates.Tables.Cells;
using SegmentationUpdates.Tables.Sources;

namespace SegmentationUpdates.Tables.Columns;

/// <summary>Gives the values of a column codes.</summary>
internal sealed class CategoryReader
{
    private readonly string _path;
    private readonly TableColumn _column;
    private readonly int _most;
    private readonly int[] _codes;
    private readonly Dictionary<string, int> _levels = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public CategoryReader(string path, TableColumn column, int rows, int most)
    {
        (_path, _column, _most, _codes) = (path, column, most, new int[rows]);
        _lookup = _levels.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public void Read(TableCursor cursor, int row)
    {
        var text = cursor.Kind(_column.Position) == CellKind.Missing ? default : cursor.Text(_column.Position);

        // A word such as "none" may be a category; only what is empty is none.
        text = text.IsEmpty ? Categories.Missing : text;
        if (!_lookup.TryGetValue(text, out var code))
        {
            code = _levels.Count;
            if (code == _most)
            {
                throw new TableException(_path, cursor.Line, _column.Name, text.ToString(),
                    $"the column has more than {_most} different values, too many for categories. Leave it out of --categories.");
            }

            _lookup[text] = code;
        }

        _codes[row] = code;
    }

    public Categories Finish()
    {
        // In ordinal order, so that the order of the rows does not matter.
        string[] levels = [.. _levels.Keys.Order(StringComparer.Ordinal)];
        var place = new int[levels.Length];
        for (var i = 0; i < levels.Length; i++)
        {
            place[_levels[levels[i]]] = i;
        }

        for (var row = 0; row < _codes.Length; row++)
        {
            _codes[row] = place[_codes[row]];
        }

        return new Categories(_column, levels, _codes);
    }
}
