using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SegmentationUpdates.Clustering.Scoring;

/// <summary>
/// Finds the nearest of k centroids for a scaled row. The centroids lie feature after feature, one lane each, so that every squared distance is
/// summed in the order of the features by separate multiplications and additions whatever the width of the machine's vectors:
/// the same bits as two nested loops, on every machine. Never contract these to a fused multiply-add.
/// </summary>
internal sealed class CentroidLanes
{
    private const int Width = 4;
    private readonly double[] _lanes;
    private readonly double[] _start;
    private readonly int _columns;
    private readonly int _stride;

    /// <param name="centroids">k × columns, row-major, finite.</param>
    /// <param name="columns">Number of features.</param>
    public CentroidLanes(ReadOnlySpan<double> centroids, int columns)
    {
        var k = centroids.Length / columns;
        _columns = columns;
        _stride = (k + Width - 1) / Width * Width;
        _lanes = new double[_stride * columns];
        // A lane without a centroid starts infinitely far away.
        _start = new double[_stride];
        _start.AsSpan(k).Fill(double.PositiveInfinity);
        for (var c = 0; c < k; c++)
        {
            for (var j = 0; j < columns; j++)
            {
                _lanes[(j * _stride) + c] = centroids[(c * columns) + j];
            }
        }
    }

    /// <summary>Index of, and squared distance to, the nearest centroid of the row of scaled values that starts at <paramref name="row"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Nearest(ref double row, out double squaredDistance)
    {
        ref var lanes = ref MemoryMarshal.GetArrayDataReference(_lanes);
        ref var start = ref MemoryMarshal.GetArrayDataReference(_start);
        var stride = (nuint)_stride;
        var nearest = Within(ref row, ref lanes, ref start, stride, 0, out squaredDistance);
        for (nuint block = Width; block < stride; block += Width)
        {
            var candidate = Within(ref row, ref lanes, ref start, stride, block, out var distance);
            if (distance < squaredDistance)
            {
                (nearest, squaredDistance) = (candidate, distance);
            }
        }

        return nearest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Within(ref double row, ref double lanes, ref double start, nuint stride, nuint block, out double squaredDistance)
    {
        var sum = Vector256.LoadUnsafe(ref start, block);
        var at = block;
        for (var j = 0; j < _columns; j++, at += stride)
        {
            var difference = Vector256.Create(Unsafe.Add(ref row, j)) - Vector256.LoadUnsafe(ref lanes, at);
            sum += difference * difference;
        }

        // Squares are never NaN or -0 here, so the native minimum is the same everywhere. The first lane equal to it wins a tie.
        var pairs = Vector256.MinNative(sum, Vector256.Shuffle(sum, Vector256.Create(1L, 0, 3, 2)));
        var least = Vector256.MinNative(pairs, Vector256.Shuffle(pairs, Vector256.Create(2L, 3, 0, 1)));
        squaredDistance = least.ToScalar();
        return (int)block + BitOperations.TrailingZeroCount(Vector256.Equals(sum, least).ExtractMostSignificantBits());
    }
}
