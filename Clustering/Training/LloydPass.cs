using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SegmentationUpdates.Clustering.Scoring;

namespace SegmentationUpdates.Clustering.Training;

/// <summary>
/// One pass over rows: to each its nearest centroid, and per centroid the sum and number of its rows. Rows are summed in fixed blocks and the
/// blocks in order, so the result does not depend on how many threads took part.
/// </summary>
internal sealed class LloydPass
{
    private const int Block = 4096;
    private readonly CanonicalRows _rows;
    private readonly int _k;
    private readonly double[][] _sums;
    private readonly int[][] _counts;
    private readonly double[] _inertias;
    private readonly (int Row, double Distance)[] _farthest;

    public LloydPass(CanonicalRows rows, int k)
    {
        _rows = rows;
        _k = k;
        var blocks = (rows.Count + Block - 1) / Block;
        _sums = [.. Enumerable.Range(0, blocks).Select(_ => new double[k * rows.Columns])];
        _counts = [.. Enumerable.Range(0, blocks).Select(_ => new int[k])];
        _inertias = new double[blocks];
        _farthest = new (int, double)[blocks];
        Sums = new double[k * rows.Columns];
        Counts = new int[k];
    }

    /// <summary>k × columns sums of the rows of each centroid.</summary>
    public double[] Sums { get; }

    /// <summary>Number of rows of each centroid.</summary>
    public int[] Counts { get; }

    /// <summary>Sum of squared distances to the nearest centroid.</summary>
    public double Inertia { get; private set; }

    /// <summary>The row farthest from its centroid, and its squared distance.</summary>
    public (int Row, double Distance) Farthest { get; private set; }

    public void Run(double[] centroids, bool parallel, CancellationToken cancellationToken)
    {
        var lanes = new CentroidLanes(centroids, _rows.Columns);
        if (parallel && _sums.Length > 1)
        {
            Parallel.For(0, _sums.Length, new ParallelOptions { CancellationToken = cancellationToken }, block => RunBlock(lanes, block));
        }
        else
        {
            for (var block = 0; block < _sums.Length; block++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                RunBlock(lanes, block);
            }
        }

        Reduce();
    }

    private void Reduce()
    {
        Array.Clear(Sums);
        Array.Clear(Counts);
        Inertia = 0;
        Farthest = (0, -1);
        for (var block = 0; block < _sums.Length; block++)
        {
            for (var i = 0; i < Sums.Length; i++)
            {
                Sums[i] += _sums[block][i];
            }

            for (var i = 0; i < _k; i++)
            {
                Counts[i] += _counts[block][i];
            }

            Inertia += _inertias[block];
            Farthest = _farthest[block].Distance > Farthest.Distance ? _farthest[block] : Farthest;
        }
    }

    private void RunBlock(CentroidLanes lanes, int block)
    {
        var columns = _rows.Columns;
        var counts = _counts[block];
        Array.Clear(counts);
        Array.Clear(_sums[block]);
        ref var sums = ref MemoryMarshal.GetArrayDataReference(_sums[block]);
        ref var values = ref MemoryMarshal.GetArrayDataReference(_rows.Values);
        var inertia = 0.0;
        var farthest = (Row: 0, Distance: -1.0);
        for (var i = block * Block; i < Math.Min(_rows.Count, (block + 1) * Block); i++)
        {
            ref var row = ref Unsafe.Add(ref values, (nint)i * columns);
            var nearest = lanes.Nearest(ref row, out var distance);
            inertia += distance;
            counts[nearest]++;
            Add(ref row, ref Unsafe.Add(ref sums, nearest * columns), columns);
            if (distance > farthest.Distance)
            {
                farthest = (i, distance);
            }
        }

        _inertias[block] = inertia;
        _farthest[block] = farthest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref double row, ref double sum, int columns)
    {
        var j = 0;
        for (; j <= columns - Vector256<double>.Count; j += Vector256<double>.Count)
        {
            (Vector256.LoadUnsafe(ref sum, (nuint)j) + Vector256.LoadUnsafe(ref row, (nuint)j)).StoreUnsafe(ref sum, (nuint)j);
        }

        for (; j < columns; j++)
        {
            Unsafe.Add(ref sum, j) += Unsafe.Add(ref row, j);
        }
    }
}
