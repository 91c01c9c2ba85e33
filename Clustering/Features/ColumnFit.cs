using System.Globalization;

namespace SegmentationUpdates.Clustering.Features;

/// <summary>
/// Fits the scaling of one column from its sorted values, so that the order of the rows does not matter, not even to the last bit. Missing
/// values (NaN) do not count; a column without any value is one of zeros.
/// </summary>
internal static class ColumnFit
{
    /// <summary>Fewer customers than this share are no group that a segment could be made of: the limits are there to keep them from being one.</summary>
    private const double FewestOthers = .05;

    /// <summary>Fits every column, in parallel; the failure of the first column that fails is thrown as it is.</summary>
    public static FittedColumn[] All(FeatureMatrix data, IReadOnlyList<Feature> features)
    {
        var fitted = new FittedColumn[features.Count];
        var failures = new ArgumentException?[features.Count];
        Parallel.For(0, features.Count, column =>
        {
            var values = new double[data.Rows];
            for (int i = 0, at = column; i < values.Length; i++, at += data.Columns)
            {
                values[i] = data.Values[at];
            }

            Array.Sort(values);
            try
            {
                fitted[column] = Fit(features[column], values);
            }
            catch (ArgumentException failure)
            {
                failures[column] = failure;
            }
        });
        return Array.Find(failures, f => f is not null) is { } first ? throw first : fitted;
    }

    private static FittedColumn Fit(Feature feature, ReadOnlySpan<double> sorted)
    {
        // NaN sorts before every number.
        var values = sorted.Length;
        var missing = 0;
        while (missing < sorted.Length && double.IsNaN(sorted[missing]))
        {
            missing++;
        }

        sorted = missing == sorted.Length ? [0.0] : sorted[missing..];
        var lower = Quantile(sorted, feature.LowerQuantile);
        var upper = Quantile(sorted, feature.UpperQuantile);
        string? remark = null;
        if (lower == upper)
        {
            (lower, upper, remark) = LimitsOfTheOthers(feature, sorted, lower);
            remark = missing == values ? $"{feature.Name}: there is no value in it; it does not count." : remark;
        }

        var (mean, deviation) = Moments(sorted, lower, upper);
        var (center, scale) = (mean, deviation);
        if (feature.Scaling == Scaling.Robust)
        {
            // The quantiles of the clamped column are the clamped quantiles only where no interpolation crosses a limit: clamp the neighbours, then
            // interpolate.
            center = Quantile(sorted, .5, lower, upper);
            scale = Quantile(sorted, .75, lower, upper) - Quantile(sorted, .25, lower, upper);
            if (scale == 0)
            {
                // Three quarters of the column may be one value (no debt, say) and the rest still tell customers apart.
                scale = deviation;
            }
        }

        scale = feature.FixedScale ?? scale;

        // A scale this small is the rounding of a constant column, or has no finite reciprocal.
        if (lower == upper || !(scale > 1e-300))
        {
            scale = 1;
        }

        var fitted = new ColumnScaling(feature.Name, lower, upper, center, scale, Quantile(sorted, .5)).WithoutNegativeZero();
        ColumnScaling.Check(fitted);
        var (edges, shares) = QuantileBins.Fit(sorted);

        // Values whose squares are not finite can still be scaled robustly; nothing deviates from them then.
        return new FittedColumn(fitted, new FeatureBaseline(mean + 0.0, Math.Min(deviation, double.MaxValue), edges, shares), missing, remark);
    }

    /// <summary>
    /// Limits of a column that its quantiles would make constant: most customers owe nothing, and those who do would not be seen. The quantiles of
    /// the other values stand in, together with the common one, unless these are too few.
    /// </summary>
    private static (double Lower, double Upper, string Remark) LimitsOfTheOthers(Feature feature, ReadOnlySpan<double> sorted, double common)
    {
        var first = 0;
        while (sorted[first] < common)
        {
            first++;
        }

        var after = first;
        while (after < sorted.Length && sorted[after] == common)
        {
            after++;
        }

        double[] others = [.. sorted[..first], .. sorted[after..]];
        if (others.Length == 0)
        {
            return (common, common, $"{feature.Name}: the same for every customer; it does not count.");
        }

        if (others.Length < FewestOthers * sorted.Length)
        {
            return (common, common, string.Create(CultureInfo.InvariantCulture,
                $"{feature.Name}: all but {others.Length} of {sorted.Length} values are {common:0.##} or beyond the limits; it does not count."));
        }

        var lower = Math.Min(common, Quantile(others, feature.LowerQuantile));
        var upper = Math.Max(common, Quantile(others, feature.UpperQuantile));
        return (lower, upper, string.Create(CultureInfo.InvariantCulture,
            $"{feature.Name}: {100.0 * (after - first) / sorted.Length:0.#} % of the values are {common:0.##}; the limits, {lower:0.##} and "
                + $"{upper:0.##}, are those of the others, so that they count."));
    }

    /// <summary>Type 7 of Hyndman and Fan (1996), NumPy's default: linear interpolation at position q (n - 1).</summary>
    private static double Quantile(ReadOnlySpan<double> sorted, double q, double lower = double.NegativeInfinity, double upper = double.PositiveInfinity)
    {
        var position = q * (sorted.Length - 1);
        var below = (int)position;
        var low = Math.Clamp(sorted[below], lower, upper);
        var high = Math.Clamp(sorted[Math.Min(below + 1, sorted.Length - 1)], lower, upper);
        return low == high ? low : low + ((position - below) * (high - low));
    }

    /// <summary>Mean and population standard deviation of the clamped values, in two passes: one pass cancels when the mean is large.</summary>
    private static (double Mean, double Deviation) Moments(ReadOnlySpan<double> sorted, double lower, double upper)
    {
        if (lower == upper)
        {
            return (lower, 0);
        }

        var sum = 0.0;
        foreach (var value in sorted)
        {
            sum += Math.Clamp(value, lower, upper);
        }

        var mean = sum / sorted.Length;
        var squares = 0.0;
        foreach (var value in sorted)
        {
            var difference = Math.Clamp(value, lower, upper) - mean;
            squares += difference * difference;
        }

        return (mean, Math.Sqrt(squares / sorted.Length));
    }
}

/// <summary>What one column of the training data says.</summary>
/// <param name="Scaling">How it is scaled.</param>
/// <param name="Baseline">How its values lie.</param>
/// <param name="Missing">How many values are missing.</param>
/// <param name="Remark">What is odd about it, in a sentence; null for nothing.</param>
internal sealed record FittedColumn(ColumnScaling Scaling, FeatureBaseline Baseline, int Missing, string? Remark);
