using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Quality;

namespace SegmentationUpdates.Clustering.Training;

/// <summary>What is typical of the customers of each segment, whatever a few giants among them have.</summary>
internal sealed class SegmentMedians
{
    public SegmentMedians(FeatureMatrix data, ReadOnlySpan<int> segments, IReadOnlyList<int> sizes)
    {
        var ends = new int[sizes.Count];
        for (var segment = 1; segment < ends.Length; segment++)
        {
            ends[segment] = ends[segment - 1] + sizes[segment - 1];
        }

        // The rows of each segment, one segment after the other.
        var rows = new int[data.Rows];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[ends[segments[i]]++] = i;
        }

        Medians = [.. sizes.Select(_ => new double[data.Columns])];
        Ranges = [.. sizes.Select(_ => new double[data.Columns])];
        Parallel.For(0, data.Columns, column =>
        {
            var values = new double[rows.Length];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = data.Values[(rows[i] * data.Columns) + column];
            }

            for (var segment = 0; segment < ends.Length; segment++)
            {
                (Medians[segment][column], Ranges[segment][column]) = Median.WithRange(values.AsSpan(ends[segment] - sizes[segment], sizes[segment]));
            }
        });
    }

    /// <summary>Of each segment the median of every feature, in natural units.</summary>
    public double[][] Medians { get; }

    /// <summary>Of each segment the interquartile range of every feature, in natural units.</summary>
    public double[][] Ranges { get; }
}
