
namespace SegmentationUpdates.Clustering.Training;

/// <summary>Tries several numbers of segments on a small sample, and judges each.</summary>
internal sealed class KSearch(
    CanonicalRows sample, int rows, ClusteringOptions options, IProgress<TrainingStep>? progress, CancellationToken cancellationToken)
{
    private const int Starts = 20;

    /// <summary>Chooses the number of segments.</summary>
    /// <param name="all">All rows, of which a few thousand are looked at: what a choice takes does not grow with them.</param>
    /// <param name="options">The range, and how to search.</param>
    /// <param name="progress">Told of every start that is finished; null for nobody.</param>
    /// <param name="cancellationToken">Takes effect before the next pass.</param>
    public static KChoice Run(CanonicalRows all, ClusteringOptions options, IProgress<TrainingStep>? progress, CancellationToken cancellationToken)
    {
        var sample = all.Sample(Math.Min(Silhouette.MostRows, options.SampleSize));
        var most = sample.DistinctUpTo(options.MaxK);
        if (most > 1)
        {
            // A few who lie far from everybody else would stretch what the gap statistic compares with.
            sample = Divided(sample, 2, options, cancellationToken).Kept;
            most = sample.DistinctUpTo(options.MaxK);
        }

        return most >= options.MinK
            ? new KSearch(sample, all.Count, options, progress, cancellationToken).Choose(most)
            : KChoice.Of([new KCandidate(options.MinK, Inertia(), Chosen: false)], options.SmallestShare);

        // Nearly all rows are the same, and the sample has missed the others.
        double Inertia() => SampleSearch.ForK(all, options.MinK, options, progress, cancellationToken)[0].Inertia;
    }

    private KChoice Choose(int most)
    {
        var parallel = new ParallelOptions { CancellationToken = cancellationToken };
        var finished = 0;
        progress?.Report(new TrainingStep(TrainingStage.Choosing, 0, most - options.MinK + 1));
        int[] numbers = [.. Enumerable.Range(options.MinK, most - options.MinK + 1)];
        var found = new Candidate[numbers.Length];
        Parallel.For(0, numbers.Length, parallel, i =>
        {
            found[i] = Solve(numbers[i]);
            progress?.Report(new TrainingStep(TrainingStage.Choosing, Interlocked.Increment(ref finished), numbers.Length));
        });
        int[][] clusters = [.. found.Select(solution => QuickKMeans.Assign(sample, solution.Centroids))];
        var silhouettes = Silhouette.Of(sample, clusters, cancellationToken);
        var gaps = GapStatistic.Of(sample, numbers, options.Seed, cancellationToken);
        var smooth = Separation.Smooth(sample, options.Seed);
        var candidates = new KCandidate[numbers.Length];
        Parallel.For(0, numbers.Length, parallel, i =>
        {
            var k = numbers[i];
            candidates[i] = new KCandidate(k, found[i].Inertia * rows / sample.Count, Chosen: false)
            {
                Silhouette = silhouettes[i],
                DaviesBouldin = DaviesBouldin.Of(sample.Values, found[i].Centroids, sample.Columns),
                Gap = gaps[i]?.Gap,
                GapError = gaps[i]?.Error,
                Stability = k == 1 ? null : Stability.Of(sample, k, options.Seed, cancellationToken),
                Separation = Separation.Of(smooth, found[i].Centroids, clusters[i]),
                SmallestShare = clusters[i].CountBy(cluster => cluster).Min(count => count.Value) / (double)sample.Count,
            };
        });
        return KChoice.Of(candidates, options.SmallestShare);
    }

    private Candidate Solve(int k) => Divided(sample, k, options, cancellationToken).Solution;

    // The same care for every number; training takes more for the one that is chosen.
    private static (Candidate Solution, CanonicalRows Kept, string? Remark) Divided(
        CanonicalRows rows, int k, ClusteringOptions options, CancellationToken cancellationToken) => SmallSegments.Avoid(
        rows,
        k,
        options.SmallestShare,
        (kept, _) => QuickKMeans.Run(kept, k, Starts, new Random(options.Seed), cancellationToken) is { } found
            ? MultiStart.Settle(kept, k, found.Centroids, cancellationToken)
            : SampleSearch.ForK(kept, k, options, progress: null, cancellationToken)[0],
        cancellationToken);
}
