using SegmentationUpdates.Clustering.Quality;

namespace SegmentationUpdates.Clustering.Training;

/// <summary>Finds solutions on the sample, for one number of segments or for several to choose from.</summary>
internal static class SampleSearch
{
    /// <summary>The best solutions for k segments, best first.</summary>
    public static Candidate[] ForK(
        CanonicalRows sample, int k, ClusteringOptions options, IProgress<TrainingStep>? progress, CancellationToken cancellationToken)
    {
        var starts = MultiStart.Run(sample, k, options, progress, cancellationToken);
        return SwapSearch.Improve(sample, k, starts, options, cancellationToken);
    }

    /// <summary>The best solutions for the number of segments that separates the sample best.</summary>
    /// <param name="sample">Rows to search and judge on.</param>
    /// <param name="rows">Number of all rows, which inertia is extrapolated to.</param>
    /// <param name="options">The range, and how to search.</param>
    /// <param name="progress">Told of every start that is finished; null for nobody.</param>
    /// <param name="cancellationToken">Takes effect before the next pass.</param>
    /// <exception cref="UnclusterableDataException">Fewer distinct rows than the smallest number of segments.</exception>
    public static (Candidate[] Solutions, KChoice Choice) ForBestK(
        CanonicalRows sample, int rows, ClusteringOptions options, IProgress<TrainingStep>? progress, CancellationToken cancellationToken)
    {
        var most = sample.DistinctUpTo(options.MaxK);
        var solutions = new Dictionary<int, Candidate[]>();
        var candidates = new List<KCandidate>();
        for (var k = options.MinK; k <= most; k++)
        {
            solutions[k] = ForK(sample, k, options, progress, cancellationToken);
            var best = solutions[k][0];
            if (PartitionQuality.Of(sample.Values, best.Centroids, sample.Columns) is { } quality)
            {
                var inertia = best.Inertia * rows / sample.Count;
                candidates.Add(new KCandidate(k, inertia, quality.Silhouette, quality.DaviesBouldin, Chosen: false));
            }
        }

        var choice = KChoice.Of(candidates);
        return (solutions[choice.K], choice);
    }
}
