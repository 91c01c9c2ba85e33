using System.Runtime.InteropServices;
using SegmentationUpdates.Clustering.Scoring;

namespace SegmentationUpdates.Clustering.Training;

/// <summary>
/// The index of Davies and Bouldin (A cluster separation measure, 1979): the mean over the clusters of the worst (Si + Sj) / Mij, S the mean distance of a
/// cluster's rows to its centroid and M the distance of two centroids. Not negative, less is better.
/// </summary>
internal static class DaviesBouldin
{
    /// <summary>Null if the rows lie in fewer than two clusters. Clusters without rows do not count.</summary>
    /// <param name="rows">n × columns scaled values.</param>
    /// <param name="centroids">k × columns.</param>
    /// <param name="columns">Number of features.</param>
    public static double? Of(ReadOnlySpan<double> rows, double[] centroids, int columns)
    {
        var k = centroids.Length / columns;
        var lanes = new CentroidLanes(centroids, columns);
        var sizes = new int[k];
        var spread = new double[k];
        for (var at = 0; at < rows.Length; at += columns)
        {
            var nearest = lanes.Nearest(ref MemoryMarshal.GetReference(rows[at..]), out var squared);
            sizes[nearest]++;
            spread[nearest] += Math.Sqrt(squared);
        }

        if (sizes.Count(size => size > 0) < 2)
        {
            return null;
        }

        for (var c = 0; c < k; c++)
        {
            spread[c] /= Math.Max(1, sizes[c]);
        }

        return Index(centroids, columns, sizes, spread);
    }

    private static double Index(double[] centroids, int columns, int[] sizes, double[] spread)
    {
        var (sum, clusters) = (0.0, 0);
        for (var i = 0; i < sizes.Length; i++)
        {
            var worst = 0.0;
            for (var j = 0; j < sizes.Length; j++)
            {
                if (j != i && sizes[i] > 0 && sizes[j] > 0)
                {
                    var apart = Math.Sqrt(QuickKMeans.SquaredDistance(centroids.AsSpan(i * columns, columns), centroids.AsSpan(j * columns, columns)));
                    worst = Math.Max(worst, (spread[i] + spread[j]) / apart);
                }
            }

            sum += worst;
            clusters += sizes[i] > 0 ? 1 : 0;
        }

        return sum / clusters;
    }
}
