using SegmentationUpdates.Tables.Cells;

namespace SegmentationUpdates.Tables.Sources;

/// <summary>The rows of a table, one after another. The columns are those of <see cref="TableFile.Names"/>.</summary>
public abstract class TableCursor : IDisposable
{
    /// <summary>Line of the row in the file, the first counted from 1; of a format without lines the row, the column names counted as row 1.</summary>
    public abstract long Line { get; }

    /// <summary>Moves to the next row that is not blank; false at the end.</summary>
    /// <exception cref="TableException">The row is broken.</exception>
    public abstract bool Read();

    /// <summary>What the file says that the cell is.</summary>
    public abstract CellKind Kind(int column);

    /// <summary>The cell as text without white space around it, good until the next row or cell; of numbers and dates one form for all files.</summary>
    public abstract ReadOnlySpan<char> Text(int column);

    /// <summary>The number of a <see cref="CellKind.Number"/>; 1 or 0 of a <see cref="CellKind.Boolean"/>.</summary>
    public virtual double Number(int column) => throw new InvalidOperationException("The cell is text.");

    /// <summary>The date and time of a <see cref="CellKind.DateTime"/>.</summary>
    public virtual DateTime Instant(int column) => throw new InvalidOperationException("The cell is text.");

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}
