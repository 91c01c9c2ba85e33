namespace SegmentationUpdates.Clustering.Training;

/// <summary>Independent starts on the sample.</summary>
internal static class MultiStart
{
    /// <summary>Far more than it takes in practice; in the worst case Lloyd's iterations take exponentially many.</summary>
    private const int MostPasses = 1_000;

    /// <summary>The solutions of all starts, best first; equal ones in the order of the starts. Does not depend on the parallelism.</summary>
    public static Candidate[] Run(
        CanonicalRows sample, int k, ClusteringOptions options, IProgress<TrainingStep>? progress, CancellationToken cancellationToken)
    {
        var finished = 0;
        progress?.Report(new TrainingStep(TrainingStage.Starting, 0, options.Restarts));
        var view = new SampleView(sample);
        var found = new Candidate[options.Restarts];
        Parallel.For(0, found.Length, new ParallelOptions { CancellationToken = cancellationToken }, start =>
        {
            // Without a start from ML.NET all centroids begin at one row, and all but one are moved to the farthest rows in turn.
            var seeds = KMeansStart.Run(view, k, options.Seed + start, options.MaxIterations)
                ?? [.. Enumerable.Repeat(sample.Row(0).ToArray(), k).SelectMany(row => row)];
            found[start] = Settle(sample, k, seeds, cancellationToken);
            progress?.Report(new TrainingStep(TrainingStage.Starting, Interlocked.Increment(ref finished), options.Restarts));
        });
        return [.. found.OrderBy(c => c.Inertia)];
    }

    /// <summary>
    /// Drives a start on until no row changes its cluster. ML.NET's arithmetic depends on the processor in its last bits; where nobody moves any more
    /// the centroids are the means of the same rows, to the last bit, and everything that follows from them is the same on every machine.
    /// </summary>
    internal static Candidate Settle(CanonicalRows sample, int k, double[] start, CancellationToken cancellationToken) =>
        new Lloyd(sample, k, parallel: false).Run(start, MostPasses, tolerance: 0, cancellationToken);
}
