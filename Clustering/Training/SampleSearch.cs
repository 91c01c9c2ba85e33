namespace SegmentationUpdates.Clustering.Training;

/// <summary>Finds solutions on the sample.</summary>
internal static class SampleSearch
{
    /// <summary>The best solutions for k segments, best first; unless it is to be thorough, few rows are searched no longer than many.</summary>
    public static Candidate[] ForK(
        CanonicalRows sample,
        int k,
        ClusteringOptions options,
        IProgress<TrainingStep>? progress,
        CancellationToken cancellationToken,
        bool isThorough = true)
    {
        var starts = MultiStart.Run(sample, k, options, progress, cancellationToken);
        var improved = SwapSearch.Improve(sample, k, starts, options, cancellationToken);
        return isThorough && FewRowsSearch.Run(sample, k, options.Seed, cancellationToken) is { } thorough
            ? [.. improved.Append(thorough).OrderBy(candidate => candidate.Inertia)]
            : improved;
    }
}
