namespace SegmentationUpdates.Clustering.Features;

/// <summary>
/// How one column is scaled:
/// (min(max(x, <paramref name="Lower"/>), <paramref name="Upper"/>) - <paramref name="Center"/>) / <paramref name="Scale"/>.
/// </summary>
/// <param name="Name">Column name.</param>
/// <param name="Lower">Smallest value let through, in the column's own unit.</param>
/// <param name="Upper">Largest value let through, in the column's own unit.</param>
/// <param name="Center">What becomes 0, in the column's own unit.</param>
/// <param name="Scale">What becomes a distance of 1, in the column's own unit; positive.</param>
/// <param name="Median">
/// What stands for a missing value, in the column's own unit: the median of the values trained on. Null, as in documents of version 1, for
/// <paramref name="Center"/> within the limits.
/// </param>
public sealed record ColumnScaling(string Name, double Lower, double Upper, double Center, double Scale, double? Median = null)
{
    internal double Imputed => Median ?? Math.Clamp(Center, Lower, Upper);

    /// <summary>Negative zero does not survive every store of numbers (jsonb turns it into 0): keep none.</summary>
    internal ColumnScaling WithoutNegativeZero() =>
        new(Name, Lower + 0.0, Upper + 0.0, Center + 0.0, Scale, Median + 0.0);

    /// <exception cref="ArgumentException">The numbers contradict each other.</exception>
    internal static void Check(ColumnScaling column)
    {
        var (name, lower, upper, center, scale, median) = column;
        if (!(double.IsFinite(lower) && double.IsFinite(upper) && double.IsFinite(center) && double.IsFinite(scale) && double.IsFinite(1 / scale)))
        {
            throw new ArgumentException(
                $"Column '{name}' cannot be scaled by numbers that are not finite (lower {lower}, upper {upper}, center {center}, scale {scale}).",
                nameof(column));
        }

        if (median is { } value && !double.IsFinite(value))
        {
            throw new ArgumentException($"Column '{name}' has median {value}; it must be finite.", nameof(column));
        }

        if (lower > upper)
        {
            throw new ArgumentException($"Column '{name}' has a lower limit {lower} above its upper limit {upper}.", nameof(column));
        }

        if (scale <= 0)
        {
            throw new ArgumentException($"Column '{name}' has scale {scale}; it must be positive.", nameof(column));
        }
    }
}
