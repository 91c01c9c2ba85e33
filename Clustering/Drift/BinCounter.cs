using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SegmentationUpdates.Clustering.Features;

namespace SegmentationUpdates.Clustering.Drift;

/// <summary>Counts of one feature's values in the bins of its baseline.</summary>
internal sealed class BinCounter
{
    private readonly FeatureBaseline _baseline;
    private readonly double[] _edges;
    private readonly double[] _counts;

    public BinCounter(FeatureBaseline baseline)
    {
        _baseline = baseline;

        // Padding that no value is above, to whole vectors: comparing with all edges at once is faster than a search with branches.
        var width = Vector256<double>.Count;
        _edges = new double[(baseline.BinEdges.Count + width - 1) / width * width];
        Array.Fill(_edges, double.PositiveInfinity);
        for (var i = 0; i < baseline.BinEdges.Count; i++)
        {
            _edges[i] = baseline.BinEdges[i];
        }

        _counts = new double[baseline.BinShares.Count];
    }

    /// <summary>Counts a value; a missing one (NaN) is in no bin.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double value)
    {
        if (double.IsNaN(value))
        {
            return;
        }

        ref var edges = ref MemoryMarshal.GetArrayDataReference(_edges);
        var needle = Vector256.Create(value);
        var above = Vector256<long>.Zero;
        for (nuint i = 0; i < (nuint)_edges.Length; i += (nuint)Vector256<double>.Count)
        {
            // All bits set is -1.
            above -= Vector256.GreaterThan(needle, Vector256.LoadUnsafe(ref edges, i)).AsInt64();
        }

        _counts[Vector256.Sum(above)]++;
    }

    /// <summary>Probability of such counts, or others that are further off, where nothing has changed since so many rows were trained on.</summary>
    public double PValue(double trainingRows) => TwoSamples.OfHistograms(_counts, _baseline.BinShares, trainingRows);

    public double Index() => PopulationStability.Index(_baseline.BinShares, _counts);
}
