namespace SegmentationUpdates.Producer.Simulation;

/// <summary>
/// Draws an index with a probability proportional to its weight in constant time, however many there are: Walker's alias method, built
/// as by M. D. Vose, "A linear algorithm for generating random numbers with a given distribution" (1991).
/// </summary>
internal sealed class AliasTable
{
    private readonly double[] _keep;
    private readonly int[] _alias;

    /// <param name="weights">Not negative, at least one positive.</param>
    public AliasTable(ReadOnlySpan<double> weights)
    {
        var n = weights.Length;
        double total = 0;
        foreach (var weight in weights)
        {
            // Once NaN, it stays NaN.
            total += weight >= 0 ? weight : double.NaN;
        }

        if (!(total > 0) || !double.IsFinite(total))
        {
            throw new ArgumentException("weights must not be negative and need a positive, finite sum", nameof(weights));
        }

        _keep = new double[n];
        _alias = new int[n];
        var small = new Stack<int>();
        var large = new Stack<int>();
        for (var i = 0; i < n; i++)
        {
            _keep[i] = weights[i] * n / total;
            _alias[i] = i;
            (_keep[i] < 1 ? small : large).Push(i);
        }

        while (small.Count > 0 && large.Count > 0)
        {
            var less = small.Pop();
            var more = large.Pop();
            _alias[less] = more;
            _keep[more] -= 1 - _keep[less];
            (_keep[more] < 1 ? small : large).Push(more);
        }

        // What is left differs from 1 by rounding only.
        foreach (var i in small.Concat(large))
        {
            _keep[i] = 1;
        }
    }

    public int Draw(Random random)
    {
        var i = random.Next(_keep.Length);
        return random.NextDouble() < _keep[i] ? i : _alias[i];
    }
}
