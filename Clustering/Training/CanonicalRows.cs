using System.Numerics;
using SegmentationUpdates.Clustering.Features;

namespace SegmentationUpdates.Clustering.Training;

/// <summary>
/// Scaled rows in an order that follows from their contents only (by hash, equal rows adjacent), so that sums, samples and starts do not depend
/// on the order in which a database returned the rows. The order is as good as random.
/// </summary>
internal sealed class CanonicalRows
{
    private const int Block = 16_384;

    private CanonicalRows(double[] values, int columns)
    {
        Values = values;
        Columns = columns;
    }

    /// <summary>Row-major scaled values.</summary>
    public double[] Values { get; }

    public int Columns { get; }

    public int Count => Values.Length / Columns;

    public ReadOnlySpan<double> Row(int index) => Values.AsSpan(index * Columns, Columns);

    public static CanonicalRows Create(FeatureMatrix data, FeatureScaler scaler, int seed, CancellationToken cancellationToken)
    {
        var keys = new ulong[data.Rows];
        var order = new int[data.Rows];
        ForBlocks(
            data.Rows,
            i =>
            {
                keys[i] = Hash(data.Row(i), (ulong)seed);
                order[i] = i;
            },
            cancellationToken);
        Array.Sort(keys, order);
        SettleCollisions(data, keys, order);
        var scaled = new double[data.Rows * data.Columns];
        ForBlocks(data.Rows, i => scaler.Transform(data.Row(order[i]), scaled.AsSpan(i * data.Columns, data.Columns)), cancellationToken);
        return new CanonicalRows(scaled, data.Columns);
    }

    /// <summary>Rows that are scaled and ordered already, or that nobody needs ordered.</summary>
    /// <param name="values">Row-major; kept, not copied.</param>
    /// <param name="columns">Number of columns.</param>
    public static CanonicalRows Of(double[] values, int columns) => new(values, columns);

    /// <summary>Some of the rows, in the order of the indices.</summary>
    public CanonicalRows Pick(ReadOnlySpan<int> indices)
    {
        var picked = new double[indices.Length * Columns];
        for (var i = 0; i < indices.Length; i++)
        {
            Row(indices[i]).CopyTo(picked.AsSpan(i * Columns));
        }

        return new CanonicalRows(picked, Columns);
    }

    /// <summary>Every n/size-th row: because equal rows are adjacent, each value gets its share of the sample however often it occurs.</summary>
    public CanonicalRows Sample(int size)
    {
        if (Count <= size)
        {
            return this;
        }

        var sample = new double[size * Columns];
        for (var i = 0; i < size; i++)
        {
            Row((int)((((2L * i) + 1) * Count) / (2L * size))).CopyTo(sample.AsSpan(i * Columns));
        }

        return new CanonicalRows(sample, Columns);
    }

    /// <summary>Number of distinct rows, but not counted further than <paramref name="enough"/>.</summary>
    public int DistinctUpTo(int enough)
    {
        var found = new List<int>(enough);
        for (var i = 0; i < Count && found.Count < enough; i++)
        {
            var isNew = true;
            for (var j = found.Count - 1; j >= 0 && isNew; j--)
            {
                isNew = !Row(i).SequenceEqual(Row(found[j]));
            }

            if (isNew)
            {
                found.Add(i);
            }
        }

        return found.Count;
    }

    private static void ForBlocks(int rows, Action<int> each, CancellationToken cancellationToken) =>
        Parallel.For(0, (rows + Block - 1) / Block, new ParallelOptions { CancellationToken = cancellationToken }, block =>
        {
            for (var i = block * Block; i < Math.Min(rows, (block + 1) * Block); i++)
            {
                each(i);
            }
        });

    /// <summary>Multiply and rotate per value, then the finaliser of SplitMix64 (Steele, Lea and Flood, 2014).</summary>
    private static ulong Hash(ReadOnlySpan<double> row, ulong seed)
    {
        var hash = seed + 0x9E3779B97F4A7C15;
        foreach (var value in row)
        {
            hash = BitOperations.RotateLeft((hash ^ BitConverter.DoubleToUInt64Bits(value + 0.0)) * 0xBF58476D1CE4E5B9, 29);
        }

        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EB;
        return hash ^ (hash >> 31);
    }

    /// <summary>Different rows with the same hash, one pair in billions, are ordered by their values.</summary>
    private static void SettleCollisions(FeatureMatrix data, ulong[] keys, int[] order)
    {
        for (int start = 0, end; start < keys.Length; start = end)
        {
            var mixed = false;
            for (end = start + 1; end < keys.Length && keys[end] == keys[start]; end++)
            {
                mixed |= !data.Row(order[end]).SequenceEqual(data.Row(order[start]));
            }

            if (mixed)
            {
                Array.Sort(order, start, end - start, Comparer<int>.Create((a, b) => data.Row(a).SequenceCompareTo(data.Row(b))));
            }
        }
    }
}
