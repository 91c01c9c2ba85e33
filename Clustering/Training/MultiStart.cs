namespace SegmentationUpdates.Clustering;

/// <summary>Independent starts on the sample.</summary>
internal static class MultiStart
{
    /// <summary>The solutions of all starts, best first; equal ones in the order of the starts. Does not depend on the parallelism.</summary>
    public static Candidate[] Run(CanonicalRows sample, int k, ClusteringOptions options, CancellationToken cancellationToken)
    {
        var view = new SampleView(sample);
        var found = new Candidate[options.Restarts];
        Parallel.For(0, found.Length, new ParallelOptions { CancellationToken = cancellationToken }, start =>
        {
            // Without a start from ML.NET all centroids begin at one row, and all but one are moved to the farthest rows in turn.
            var seeds = KMeansStart.Run(view, k, options.Seed + start, options.MaxIterations)
                ?? [.. Enumerable.Repeat(sample.Row(0).ToArray(), k).SelectMany(row => row)];
            found[start] = new Lloyd(sample, k, parallel: false).Run(seeds, options.MaxIterations, options.Tolerance, cancellationToken);
        });
        return [.. found.OrderBy(c => c.Inertia)];
    }
}
