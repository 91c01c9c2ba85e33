namespace SegmentationUpdates.Tables.Columns;

/// <summary>The numbers of a column, 8 bytes each, that grow without being copied. NaN where there is none.</summary>
public sealed class NumberChunks
{
    private const int Bits = 16;
    private readonly List<double[]> _chunks = [];

    public int Count { get; private set; }

    public double this[int row] => _chunks[row >> Bits][row & ((1 << Bits) - 1)];

    /// <summary>All of them in one array of their own.</summary>
    public double[] ToArray()
    {
        var all = new double[Count];
        for (var chunk = 0; chunk < _chunks.Count; chunk++)
        {
            var start = chunk << Bits;
            _chunks[chunk].AsSpan(0, Math.Min(1 << Bits, Count - start)).CopyTo(all.AsSpan(start));
        }

        return all;
    }

    internal void Add(double value)
    {
        var at = Count & ((1 << Bits) - 1);
        if (at == 0)
        {
            _chunks.Add(new double[1 << Bits]);
        }

        _chunks[^1][at] = value;
        Count++;
    }
}
