using SegmentationUpdates.Clustering.Scoring;

namespace SegmentationUpdates.Clustering.Quality;

/// <summary>How well separated the clusters of a k-means solution are, from distances of rows to centroids only: no pairs of rows.</summary>
/// <param name="Silhouette">
/// Simplified silhouette (Hruschka, de Castro and Campello, Evolutionary algorithms for clustering gene-expression data, 2004): the mean over the rows of
/// (b - a) / max(a, b), a the distance to the own centroid and b to the nearest other. From 0 to 1, more is better. A row alone in its cluster counts 0, as in
/// Rousseeuw's (1987), or else splitting off single rows would pay.
/// </param>
/// <param name="DaviesBouldin">
/// Davies and Bouldin (A cluster separation measure, 1979): the mean over the clusters of the worst (Si + Sj) / Mij, S the mean distance of a cluster's
/// rows to its centroid and M the distance of two centroids. Not negative, less is better.
/// </param>
internal sealed record PartitionQuality(double Silhouette, double DaviesBouldin)
{
    /// <summary>Null if the rows lie in fewer than two clusters. Clusters without rows do not count.</summary>
    /// <param name="rows">n × columns scaled values.</param>
    /// <param name="centroids">k × columns.</param>
    /// <param name="columns">Number of features.</param>
    public static PartitionQuality? Of(ReadOnlySpan<double> rows, double[] centroids, int columns)
    {
        var k = centroids.Length / columns;
        var count = rows.Length / columns;
        var lanes = new CentroidLanes(centroids, columns);
        var nearest = new int[count];
        var sizes = new int[k];
        var spread = new double[k];
        for (var i = 0; i < count; i++)
        {
            nearest[i] = lanes.Nearest(ref System.Runtime.InteropServices.MemoryMarshal.GetReference(rows[(i * columns)..]), out var squared);
            sizes[nearest[i]]++;
            spread[nearest[i]] += Math.Sqrt(squared);
        }

        if (sizes.Count(size => size > 0) < 2)
        {
            return null;
        }

        var silhouette = 0.0;
        for (var i = 0; i < count; i++)
        {
            silhouette += sizes[nearest[i]] == 1 ? 0 : Width(rows.Slice(i * columns, columns), centroids, nearest[i], sizes);
        }

        for (var c = 0; c < k; c++)
        {
            spread[c] /= Math.Max(1, sizes[c]);
        }

        return new PartitionQuality(silhouette / count, Separation(centroids, columns, sizes, spread));
    }

    private static double Width(ReadOnlySpan<double> row, double[] centroids, int own, int[] sizes)
    {
        var (a, b) = (0.0, double.PositiveInfinity);
        for (var c = 0; c < sizes.Length; c++)
        {
            if (sizes[c] == 0)
            {
                continue;
            }

            var squared = SquaredDistance(row, centroids.AsSpan(c * row.Length, row.Length));
            (a, b) = c == own ? (squared, b) : (a, Math.Min(b, squared));
        }

        // b is the farther one, for the row is with its nearest centroid.
        return b > 0 ? 1 - Math.Sqrt(a / b) : 0;
    }

    private static double Separation(double[] centroids, int columns, int[] sizes, double[] spread)
    {
        var (sum, clusters) = (0.0, 0);
        for (var i = 0; i < sizes.Length; i++)
        {
            var worst = 0.0;
            for (var j = 0; j < sizes.Length; j++)
            {
                if (j != i && sizes[i] > 0 && sizes[j] > 0)
                {
                    var apart = Math.Sqrt(SquaredDistance(centroids.AsSpan(i * columns, columns), centroids.AsSpan(j * columns, columns)));
                    worst = Math.Max(worst, (spread[i] + spread[j]) / apart);
                }
            }

            sum += worst;
            clusters += sizes[i] > 0 ? 1 : 0;
        }

        return sum / clusters;
    }

    private static double SquaredDistance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }

        return sum;
    }
}
