namespace SegmentationUpdates.Clustering.Scoring;

/// <content>
/// Who fits nowhere. A segment takes in whoever is nearest, however far that is, and clamping makes the extreme alike. So the distance counts what was
/// clamped away too, e scaled units as 8e / (8 + e): in a heavy tail a value ten times as large is not a hundred times as odd. The figure 8 is as good as any
/// from 4 to 16 by agreement with other methods. No logarithm: its last bits differ from machine to machine.
/// </content>
public sealed partial class SegmentationModel
{
    private const double MostExcess = 8;

    /// <summary>How far each segment's customers were at training; null in a model that an earlier version trained.</summary>
    /// <exception cref="ArgumentException">One of another number of segments.</exception>
    public UnusualDistances? UnusualDistances
    {
        get;
        init => field = value is not null && value.Quantiles.Count != K
            ? throw new ArgumentException($"{K} segments need as many lists of distances, not {value.Quantiles.Count}.", nameof(value))
            : value;
    }

    /// <summary>
    /// How unusual a customer is in a segment: how many in a hundred of those it was trained on were nearer to the segment's centroid. Null for a model that
    /// does not know.
    /// </summary>
    /// <param name="row">A value per feature, in natural units; missing ones (NaN) count as medians.</param>
    /// <param name="segment">Index of a segment.</param>
    /// <exception cref="ArgumentException">A row that does not fit the model, or a segment that it does not have.</exception>
    public double? Unusualness(ReadOnlySpan<double> row, int segment)
    {
        CheckSegment(segment);
        ArgumentOutOfRangeException.ThrowIfNegative(segment);
        return UnusualDistances?.Percentile(segment, UnusualDistance(row, segment));
    }

    /// <summary>What each feature adds to the distance that <see cref="Unusualness"/> goes by: not negative.</summary>
    /// <inheritdoc cref="Unusualness" path="/param"/>
    public double[] UnusualParts(ReadOnlySpan<double> row, int segment)
    {
        CheckSegment(segment);
        ArgumentOutOfRangeException.ThrowIfNegative(segment);
        var parts = new double[FeatureNames.Count];
        Scaler.Transform(row, parts);
        var centroid = Centroid(segment);
        for (var i = 0; i < parts.Length; i++)
        {
            var away = parts[i] - centroid[i];
            parts[i] = (away * away) + Excess(row[i], i);
        }

        return parts;
    }

    internal double UnusualDistance(ReadOnlySpan<double> row, int segment)
    {
        var scaled = row.Length <= StackLimit ? stackalloc double[StackLimit] : new double[row.Length];
        Scaler.Transform(row, scaled);
        var centroid = Centroid(segment);
        var sum = 0.0;
        for (var i = 0; i < row.Length; i++)
        {
            var away = scaled[i] - centroid[i];
            sum += (away * away) + Excess(row[i], i);
        }

        return Math.Min(sum, double.MaxValue);
    }

    /// <summary>The same with centroids that have followed the data.</summary>
    internal SegmentationModel With(ReadOnlySpan<double> centroids, double meanSquaredDistance) =>
        Copy(centroids, Labels, meanSquaredDistance, UnusualDistances);

    internal SegmentationModel With(UnusualDistances distances) => Copy(_centroids, Labels, MeanSquaredDistance, distances);

    private SegmentationModel Copy(
        ReadOnlySpan<double> centroids, IReadOnlyList<string> labels, double meanSquaredDistance, UnusualDistances? distances) =>
        new(Scaler, centroids, labels, meanSquaredDistance, Baselines) { JointBaseline = JointBaseline, UnusualDistances = distances };

    // A missing value is beyond no limit.
    private double Excess(double value, int feature)
    {
        var column = Scaler.Columns[feature];
        var beyond = Math.Max(value - column.Upper, column.Lower - value);
        if (!(beyond > 0))
        {
            return 0;
        }

        var part = MostExcess / (1 + (MostExcess / (beyond / column.Scale)));
        return part * part;
    }
}
