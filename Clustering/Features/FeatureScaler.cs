using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SegmentationUpdates.Clustering.Features;

/// <summary>
/// Clamps, centres and scales every column: scaled = (min(max(x, lower), upper) - center) · (1 / scale). The reciprocal is taken once;
/// a division per value would cost more than the distance it is for. A missing value (NaN) counts as the column's median.
/// </summary>
public sealed class FeatureScaler
{
    private readonly double[] _lower;
    private readonly double[] _upper;
    private readonly double[] _center;
    private readonly double[] _reciprocal;
    private readonly double[] _imputed;

    /// <param name="columns">At least one; names distinct, numbers finite, lower not above upper, scale positive.</param>
    /// <exception cref="ArgumentException">A column breaks these rules (names it).</exception>
    public FeatureScaler(IReadOnlyList<ColumnScaling> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        Columns = [.. columns.Select(c => c.WithoutNegativeZero())];
        Names = [.. Columns.Select(c => c.Name)];
        FeatureMatrix.CheckColumns(Names);
        foreach (var column in Columns)
        {
            ColumnScaling.Check(column);
        }

        _lower = [.. Columns.Select(c => c.Lower)];
        _upper = [.. Columns.Select(c => c.Upper)];
        _center = [.. Columns.Select(c => c.Center)];
        _reciprocal = [.. Columns.Select(c => 1 / c.Scale)];
        double[] medians = [.. Columns.Select(c => c.Imputed)];
        _imputed = new double[medians.Length];
        TransformUnchecked(ref medians[0], ref _imputed[0]);
    }

    /// <summary>The scaling of each column, in the order of the columns.</summary>
    public IReadOnlyList<ColumnScaling> Columns { get; }

    /// <summary>Names of the columns, in their order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>
    /// Fits the features to the data: limits at their quantiles (type 7, linear interpolation), then median and interquartile range, or mean
    /// and population standard deviation, of the limited values. Where the interquartile range is 0 the standard deviation stands in,
    /// where that is 0 too (a constant column) 1. Missing values do not count; a column that has no other is taken for zeros.
    /// Does not depend on the order of the rows.
    /// </summary>
    /// <exception cref="ArgumentException">No rows; other columns than the features; or values too large to scale (names the column).</exception>
    public static FeatureScaler Fit(FeatureMatrix data, IReadOnlyList<Feature> features) =>
        new([.. FitColumns(data, features).Select(c => c.Scaling)]);

    internal static FittedColumn[] FitColumns(FeatureMatrix data, IReadOnlyList<Feature> features)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(features);
        data.RequireColumns([.. features.Select(f => f.Name)]);
        if (data.Rows == 0)
        {
            throw new ArgumentException("There are no rows to fit the scaling to.", nameof(data));
        }

        return ColumnFit.All(data, features);
    }

    /// <summary>Scales one row in natural units. <paramref name="row"/> and <paramref name="scaled"/> have a value per column and do not overlap.</summary>
    public void Transform(ReadOnlySpan<double> row, Span<double> scaled)
    {
        RequireLengths(row.Length, scaled.Length);
        TransformUnchecked(ref MemoryMarshal.GetReference(row), ref MemoryMarshal.GetReference(scaled));
        ImputeScaled(scaled[.._imputed.Length]);
    }

    /// <summary>Scales every row.</summary>
    /// <exception cref="ArgumentException">Other columns, or a scaled value out of range.</exception>
    public FeatureMatrix Transform(FeatureMatrix rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        rows.RequireColumns(Names);
        var scaled = new double[rows.Values.Length];
        for (var i = 0; i < rows.Rows; i++)
        {
            Transform(rows.Row(i), scaled.AsSpan(i * rows.Columns, rows.Columns));
        }

        return new FeatureMatrix(Names, scaled);
    }

    /// <summary>Takes a scaled row back to natural units: scaled · scale + center. What was clamped stays clamped.</summary>
    public void Inverse(ReadOnlySpan<double> scaled, Span<double> row)
    {
        RequireLengths(scaled.Length, row.Length);
        for (var i = 0; i < scaled.Length; i++)
        {
            row[i] = (scaled[i] * Columns[i].Scale) + Columns[i].Center;
        }
    }

    /// <summary>The rows with the columns' medians where values are missing; the same rows if none is.</summary>
    /// <exception cref="ArgumentException">Other columns.</exception>
    public FeatureMatrix Impute(FeatureMatrix rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        rows.RequireColumns(Names);
        if (!rows.HasMissing)
        {
            return rows;
        }

        var values = rows.Values.ToArray();
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = double.IsNaN(values[i]) ? Columns[i % Columns.Count].Imputed : values[i];
        }

        return new FeatureMatrix(Names, values);
    }

    /// <summary>Replaces what missing values were scaled to: NaN goes through clamping and arithmetic as NaN.</summary>
    internal void ImputeScaled(Span<double> scaled)
    {
        for (var i = 0; i < scaled.Length; i++)
        {
            scaled[i] = double.IsNaN(scaled[i]) ? _imputed[i] : scaled[i];
        }
    }

    private void RequireLengths(int source, int target)
    {
        if (source != _lower.Length || target < _lower.Length)
        {
            throw new ArgumentException($"A row has {_lower.Length} values, not {source}; there is room for {target}.", nameof(source));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void TransformUnchecked(ref double row, ref double scaled)
    {
        var columns = _lower.Length;
        ref var lower = ref MemoryMarshal.GetArrayDataReference(_lower);
        ref var upper = ref MemoryMarshal.GetArrayDataReference(_upper);
        ref var center = ref MemoryMarshal.GetArrayDataReference(_center);
        ref var reciprocal = ref MemoryMarshal.GetArrayDataReference(_reciprocal);
        if (columns < Vector256<double>.Count)
        {
            for (var i = 0; i < columns; i++)
            {
                var clamped = Math.Min(Math.Max(Unsafe.Add(ref row, i), Unsafe.Add(ref lower, i)), Unsafe.Add(ref upper, i));
                Unsafe.Add(ref scaled, i) = (clamped - Unsafe.Add(ref center, i)) * Unsafe.Add(ref reciprocal, i);
            }

            return;
        }

        // The last vector overlaps the one before it instead of leaving a scalar tail: what both write is the same.
        var last = columns - Vector256<double>.Count;
        for (var i = 0; ; i = Math.Min(i + Vector256<double>.Count, last))
        {
            var at = (nuint)i;
            var clamped = Vector256.Min(
                Vector256.Max(Vector256.LoadUnsafe(ref row, at), Vector256.LoadUnsafe(ref lower, at)), Vector256.LoadUnsafe(ref upper, at));
            ((clamped - Vector256.LoadUnsafe(ref center, at)) * Vector256.LoadUnsafe(ref reciprocal, at)).StoreUnsafe(ref scaled, at);
            if (i == last)
            {
                return;
            }
        }
    }
}
