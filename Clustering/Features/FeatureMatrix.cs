using System.Runtime.CompilerServices;

namespace SegmentationUpdates.Clustering.Features;

/// <summary>Rows of numbers, one column per feature, in one row-major array. A value may be missing (NaN); no value is infinite.</summary>
public sealed class FeatureMatrix
{
    private readonly double[] _values;
    private readonly int[] _missing;

    /// <param name="columnNames">At least one, distinct and not empty.</param>
    /// <param name="values">rows × columns numbers, row after row. Kept, not copied: do not change it afterwards.</param>
    /// <exception cref="ArgumentException">The length is not a multiple of the columns, or a value is infinite (names row and column).</exception>
    public FeatureMatrix(IReadOnlyList<string> columnNames, double[] values)
    {
        ArgumentNullException.ThrowIfNull(columnNames);
        ArgumentNullException.ThrowIfNull(values);
        ColumnNames = [.. columnNames];
        _values = values;
        CheckColumns(ColumnNames);
        (Rows, var rest) = Math.DivRem(values.Length, ColumnNames.Count);
        if (rest != 0)
        {
            throw new ArgumentException($"{values.Length} values do not fill rows of {ColumnNames.Count} columns.", nameof(values));
        }

        _missing = new int[Columns];
        for (var i = 0; i < values.Length; i++)
        {
            if (double.IsFinite(values[i]))
            {
                continue;
            }

            if (!double.IsNaN(values[i]))
            {
                throw new ArgumentException(
                    $"Row {i / Columns}, column '{ColumnNames[i % Columns]}' is {values[i]}; every value must be finite, or NaN if it is missing.",
                    nameof(values));
            }

            _missing[i % Columns]++;
            HasMissing = true;
        }
    }

    /// <summary>Whether any value is missing.</summary>
    public bool HasMissing { get; }

    /// <summary>Number of missing values in each column.</summary>
    public IReadOnlyList<int> Missing => _missing;

    /// <summary>Number of rows; may be zero.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns => ColumnNames.Count;

    /// <summary>Names of the columns, in their order.</summary>
    public IReadOnlyList<string> ColumnNames { get; }

    /// <summary>All values, row after row.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>The values of row <paramref name="index"/>, counted from 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<double> Row(int index) => _values.AsSpan(index * ColumnNames.Count, ColumnNames.Count);

    internal static void CheckColumns(IReadOnlyList<string> names)
    {
        if (names.Count == 0)
        {
            throw new ArgumentException("There must be at least one column.", nameof(names));
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (string.IsNullOrWhiteSpace(name))
            {
                throw new ArgumentException("A column has no name.", nameof(names));
            }

            if (!seen.Add(name))
            {
                throw new ArgumentException($"Column '{name}' is named twice.", nameof(names));
            }
        }
    }

    /// <exception cref="ArgumentException">The columns are not these, in this order.</exception>
    internal void RequireColumns(IReadOnlyList<string> names)
    {
        if (!names.SequenceEqual(ColumnNames, StringComparer.Ordinal))
        {
            throw new ArgumentException($"The columns are [{string.Join(", ", ColumnNames)}]; expected [{string.Join(", ", names)}].", nameof(names));
        }
    }
}
