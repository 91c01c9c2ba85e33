namespace SegmentationUpdates.Clustering.Training;

/// <summary>Refines solutions found on a sample over all rows.</summary>
internal static class FullPolish
{
    /// <summary>Passes before the candidates are compared: what the sample could not tell apart shows in the first few.</summary>
    private const int ComparePasses = 3;

    /// <summary>Solutions further than this behind the best on the sample are not compared again: heavy tails are drawn too unevenly for less.</summary>
    private const double Close = 1.03;
    private const int MostCompared = 6;

    /// <summary>Solutions closer than this on the sample are the same one.</summary>
    private const double Same = 1 + 1e-4;

    /// <param name="rows">All rows.</param>
    /// <param name="candidates">Solutions, best on the sample first.</param>
    /// <param name="options">Passes and tolerance.</param>
    /// <param name="cancellationToken">Takes effect before the next pass.</param>
    public static Candidate Run(CanonicalRows rows, Candidate[] candidates, ClusteringOptions options, CancellationToken cancellationToken)
    {
        var lloyd = new Lloyd(rows, candidates[0].Centroids.Length / rows.Columns, parallel: true);
        var distinct = Distinct(candidates);
        var best = distinct[0];
        if (distinct.Count > 1)
        {
            best = distinct
                .Select(c => lloyd.Run(c.Centroids, Math.Min(ComparePasses, options.PolishIterations), options.Tolerance, cancellationToken))
                .MinBy(c => c.Inertia)!;
        }

        var done = distinct.Count > 1 ? best.Iterations : 0;
        var polished = lloyd.Run(best.Centroids, options.PolishIterations - done, options.Tolerance, cancellationToken);
        return polished with { Iterations = polished.Iterations + done };
    }

    private static List<Candidate> Distinct(Candidate[] candidates)
    {
        var distinct = new List<Candidate>();
        foreach (var candidate in candidates.TakeWhile(c => c.Inertia <= candidates[0].Inertia * Close))
        {
            if (distinct.Count < MostCompared && (distinct.Count == 0 || candidate.Inertia > distinct[^1].Inertia * Same))
            {
                distinct.Add(candidate);
            }
        }

        return distinct;
    }
}
