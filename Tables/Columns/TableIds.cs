using System.Globalization;

namespace SegmentationUpdates.Tables.Columns;

/// <summary>The ids of the rows: numbers of 64 bits, or texts as they are in the file.</summary>
public sealed class TableIds
{
    private readonly long[]? _numbers;
    private readonly string[]? _texts;

    internal TableIds(long[] numbers) => _numbers = numbers;

    internal TableIds(string[] texts) => _texts = texts;

    public int Count => _numbers?.Length ?? _texts!.Length;

    /// <summary>The numbers; null when they are texts.</summary>
    public IReadOnlyList<long>? Numbers => _numbers;

    public string this[int row] => _texts is null ? _numbers![row].ToString(CultureInfo.InvariantCulture) : _texts[row];

    /// <summary>1, 2, 3: the rows of a file without ids.</summary>
    public static TableIds OfRows(int rows)
    {
        var numbers = new long[rows];
        for (var i = 0; i < rows; i++)
        {
            numbers[i] = i + 1;
        }

        return new TableIds(numbers);
    }

    /// <summary>Whether none is there twice and none is empty.</summary>
    public bool AreUnique()
    {
        if (_texts is not null)
        {
            return _texts.All(text => text.Length > 0) && new HashSet<string>(_texts, StringComparer.Ordinal).Count == _texts.Length;
        }

        var sorted = (long[])_numbers!.Clone();
        Array.Sort(sorted);
        for (var i = 1; i < sorted.Length; i++)
        {
            if (sorted[i] == sorted[i - 1])
            {
                return false;
            }
        }

        return true;
    }
}
