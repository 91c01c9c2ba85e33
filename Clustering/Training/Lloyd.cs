namespace SegmentationUpdates.Clustering.Training;

/// <summary>
/// Lloyd's iterations (Lloyd, 1982) from given centroids. A centroid left without rows is moved to the row farthest from its own centroid,
/// one centroid per pass. Inertia falls with every step, so this ends, and while there are k distinct rows no cluster ends empty.
/// </summary>
internal sealed class Lloyd(CanonicalRows rows, int k, bool parallel)
{
    private readonly LloydPass _pass = new(rows, k);

    /// <summary>Improves the centroids (k × columns) until none moves further than the tolerance, or the passes are used up.</summary>
    /// <exception cref="UnclusterableDataException">Rows differ too little for k clusters in double precision.</exception>
    public Candidate Run(ReadOnlySpan<double> start, int maxIterations, double tolerance, CancellationToken cancellationToken)
    {
        var centroids = start.ToArray();
        for (var iteration = 0; ; iteration++)
        {
            _pass.Run(centroids, parallel, cancellationToken);
            while (Array.IndexOf(_pass.Counts, 0) is var empty and >= 0)
            {
                if (!(_pass.Farthest.Distance > 0))
                {
                    throw new UnclusterableDataException($"The rows differ too little to tell {k} clusters apart.");
                }

                rows.Row(_pass.Farthest.Row).CopyTo(centroids.AsSpan(empty * rows.Columns));
                _pass.Run(centroids, parallel, cancellationToken);
            }

            if (iteration >= maxIterations)
            {
                return new Candidate(centroids, _pass.Inertia, iteration);
            }

            var next = Means();
            if (Movement(centroids, next) <= tolerance * tolerance)
            {
                return new Candidate(centroids, _pass.Inertia, iteration);
            }

            centroids = next;
        }
    }

    private double[] Means()
    {
        var means = new double[k * rows.Columns];
        for (var i = 0; i < means.Length; i++)
        {
            means[i] = _pass.Sums[i] / _pass.Counts[i / rows.Columns];
        }

        return means;
    }

    /// <summary>Square of the longest way a centroid has moved.</summary>
    private double Movement(double[] before, double[] after)
    {
        var longest = 0.0;
        for (var c = 0; c < k; c++)
        {
            var squares = 0.0;
            for (var i = c * rows.Columns; i < (c + 1) * rows.Columns; i++)
            {
                squares += (after[i] - before[i]) * (after[i] - before[i]);
            }

            longest = Math.Max(longest, squares);
        }

        return longest;
    }
}
