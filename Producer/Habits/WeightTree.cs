namespace SegmentationUpdates.Producer.Habits;

/// <summary>
/// Draws an index with a probability proportional to a weight that may change at any time: both take a time that grows with the logarithm of the
/// number of indices. P. M. Fenwick, "A new data structure for cumulative frequency tables" (1994).
/// </summary>
internal sealed class WeightTree(int count)
{
    private readonly long[] _sums = new long[count + 1];
    private readonly long[] _weights = new long[count];

    /// <summary>Sum of all weights.</summary>
    public long Total { get; private set; }

    public bool IsIn(int i) => _weights[i] > 0;

    /// <param name="i">From 0 to the count.</param>
    /// <param name="weight">Not negative; 0 is never drawn.</param>
    public void Set(int i, long weight)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(weight);
        var change = weight - _weights[i];
        _weights[i] = weight;
        Total = checked(Total + change);
        for (var node = i + 1; node < _sums.Length; node += node & -node)
        {
            _sums[node] += change;
        }
    }

    /// <exception cref="InvalidOperationException">All weights are 0.</exception>
    public int Draw(Random random)
    {
        if (Total == 0)
        {
            throw new InvalidOperationException("no index has a weight");
        }

        var rest = random.NextInt64(Total);
        var node = 0;
        for (var step = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)_sums.Length); step > 0; step >>= 1)
        {
            if (node + step < _sums.Length && _sums[node + step] <= rest)
            {
                node += step;
                rest -= _sums[node];
            }
        }

        return node;
    }
}
