namespace SegmentationUpdates.Clustering.Training;

/// <summary>
/// Improves solutions by random swaps (Fränti, Efficiency of random swap clustering, 2018): a random centroid jumps to a random row, Lloyd's
/// iterations follow, the better solution stays. Restarts alone miss the best optimum too often with few rows or many clusters.
/// </summary>
internal static class SwapSearch
{
    /// <summary>Solutions improved independently of each other; fixed, so that the result does not depend on the number of processors.</summary>
    private const int Chains = 4;

    /// <summary>Rows times centroids visited per chain, roughly 20 ns each with all passes of a trial.</summary>
    private const long Effort = 1_000_000;
    private const int MostTrials = 500;
    private const int FewestTrials = 16;

    /// <summary>Passes before a trial is judged; one that is then worse by more than <see cref="Hopeless"/> is given up.</summary>
    private const int ProbePasses = 5;
    private const double Hopeless = 1.01;

    /// <summary>The solutions that the best candidates improve to, together with all candidates, best first.</summary>
    public static Candidate[] Improve(
        CanonicalRows sample, int k, Candidate[] candidates, ClusteringOptions options, CancellationToken cancellationToken)
    {
        if (k == 1)
        {
            return candidates; // One centroid has one optimum.
        }

        var improved = new Candidate[Chains];
        Parallel.For(0, Chains, new ParallelOptions { CancellationToken = cancellationToken }, chain =>
            improved[chain] = Run(sample, k, candidates[Math.Min(chain, candidates.Length - 1)], options, chain, cancellationToken));
        return [.. improved.Concat(candidates).OrderBy(c => c.Inertia)];
    }

    private static Candidate Run(
        CanonicalRows sample, int k, Candidate best, ClusteringOptions options, int chain, CancellationToken cancellationToken)
    {
        // Not for secrets, and seeded so that it repeats itself.
#pragma warning disable CA5394
        var random = new Random(options.Seed + chain);
        var lloyd = new Lloyd(sample, k, parallel: false);
        var trials = Math.Clamp(Effort / ((long)sample.Count * k), FewestTrials, MostTrials);
        for (var trial = 0; trial < trials; trial++)
        {
            var start = best.Centroids.ToArray();
            sample.Row(random.Next(sample.Count)).CopyTo(start.AsSpan(random.Next(k) * sample.Columns));
            var found = lloyd.Run(start, Math.Min(ProbePasses, options.MaxIterations), options.Tolerance, cancellationToken);
            if (found.Inertia < best.Inertia * Hopeless)
            {
                found = lloyd.Run(found.Centroids, options.MaxIterations, options.Tolerance, cancellationToken);
            }

            best = found.Inertia < best.Inertia ? found : best;
        }
#pragma warning restore CA5394

        return best;
    }
}
