using SegmentationUpdates.Clustering.Features;

namespace SegmentationUpdates.Clustering.Drift;

/// <summary>
/// Compares what a monitor has counted with the reference. Every comparison has its share of the probability of a false alarm (Bonferroni), and no
/// finding is too small to matter, however many rows prove it.
/// </summary>
internal sealed class DriftFindings
{
    private readonly DriftLimits _limits;
    private readonly double _significance;
    private readonly List<DriftFinding> _found = [];

    private DriftFindings(DriftLimits limits, int comparisons) => (_limits, _significance) = (limits, limits.Significance / comparisons);

    public static IReadOnlyList<DriftFinding> Of(
        IReadOnlyList<string> names, JointBaseline reference, DriftCounts now, double meanSquaredDistance, DriftLimits limits)
    {
        var pairs = names.Count * (names.Count - 1) / 2;
        var findings = new DriftFindings(limits, (4 * names.Count) + pairs + 2);
        var moments = new MomentComparison(reference, now.Moments);
        for (var i = 0; i < names.Count; i++)
        {
            findings.AddFeature(names[i], i, reference, now, moments);
            for (var j = i + 1; j < names.Count; j++)
            {
                var (before, after, p) = moments.Correlation(i, j);
                findings.Add(DriftKind.Correlation, names[i], names[j], before, after, p, Math.Abs(after - before) / limits.Correlation);
            }
        }

        findings.AddDistances(reference, now, meanSquaredDistance);
        return [.. findings._found.OrderByDescending(finding => finding.Weight)];
    }

    private void AddFeature(string name, int i, JointBaseline reference, DriftCounts now, MomentComparison moments)
    {
        var (shift, p) = moments.Shift(i);
        Add(DriftKind.Shift, name, null, 0, shift, p, Math.Abs(shift) / _limits.Shift);
        (var spread, p) = moments.Spread(i);
        Add(DriftKind.Spread, name, null, 1, spread, p, Math.Abs(Math.Log(spread)) / _limits.Spread);
        var bins = now.Bins[i];
        Add(
            DriftKind.Distribution,
            name,
            null,
            0,
            bins.Index(),
            bins.PValue(reference.Rows),
            _limits.PopulationStability == 0 ? 0 : bins.Index() / _limits.PopulationStability);
        var (before, missing) = (reference.MissingShares[i], (double)now.Missing[i] / now.Rows);
        Add(
            DriftKind.Missing,
            name,
            null,
            before,
            missing,
            TwoSamples.OfCounts(now.Missing[i], now.Rows, before * reference.Rows, reference.Rows),
            Math.Abs(missing - before) / _limits.Missing);
    }

    private void AddDistances(JointBaseline reference, DriftCounts now, double meanSquaredDistance)
    {
        var strangers = (double)now.Strangers / now.Rows;
        Add(
            DriftKind.Strangers,
            null,
            null,
            reference.StrangerShare,
            strangers,
            TwoSamples.OfCounts(now.Strangers, now.Rows, reference.StrangerShare * reference.Rows, reference.Rows),
            (strangers - reference.StrangerShare) / _limits.Strangers);
        if (meanSquaredDistance > 0)
        {
            var ratio = now.Distance / meanSquaredDistance;
            Add(
                DriftKind.Distance,
                null,
                null,
                1,
                ratio,
                TwoSamples.OfMeans(
                    now.Distance - meanSquaredDistance, Math.Max(now.DistanceVariance, reference.DistanceVariance), now.Rows, reference.Rows),
                _limits.DistanceRatio == 0 ? 0 : ratio / _limits.DistanceRatio);
        }
    }

    private void Add(DriftKind kind, string? feature, string? other, double before, double now, double p, double weight)
    {
        if (p < _significance && weight >= 1)
        {
            _found.Add(new DriftFinding(kind, feature, other, before, now, p, weight));
        }
    }
}
