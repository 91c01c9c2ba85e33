namespace SegmentationUpdates.Clustering;

/// <summary>Refines solutions found on a sample over all rows.</summary>
internal static class FullPolish
{
    /// <summary>Passes before the candidates are compared: what the sample could not tell apart shows in the first few.</summary>
    private const int ComparePasses = 3;

    /// <summary>Solutions further than this behind the best on the sample are not compared again.</summary>
    private const double Close = 1.01;

    /// <summary>Solutions closer than this are the same one.</summary>
    private const double Same = 1 + 1e-6;

    /// <param name="rows">All rows.</param>
    /// <param name="candidates">Solutions, best on the sample first.</param>
    /// <param name="options">Number of segments, passes and tolerance.</param>
    /// <param name="cancellationToken">Looked at in every pass.</param>
    public static Candidate Run(CanonicalRows rows, Candidate[] candidates, ClusteringOptions options, CancellationToken cancellationToken)
    {
        var lloyd = new Lloyd(rows, options.K, parallel: true);
        var distinct = candidates.Where((c, i) => c.Inertia <= candidates[0].Inertia * Close && (i == 0 || c.Inertia > candidates[i - 1].Inertia * Same)).ToArray();
        var best = distinct[0];
        if (distinct.Length > 1)
        {
            best = distinct
                .Select(c => lloyd.Run(c.Centroids, Math.Min(ComparePasses, options.PolishIterations), options.Tolerance, cancellationToken))
                .MinBy(c => c.Inertia)!;
        }

        var done = distinct.Length > 1 ? best.Iterations : 0;
        var polished = lloyd.Run(best.Centroids, options.PolishIterations - done, options.Tolerance, cancellationToken);
        return polished with { Iterations = polished.Iterations + done };
    }
}
