namespace SegmentationUpdates.Clustering;

/// <summary>Describes segments by the rows in them.</summary>
internal static class SegmentProfiles
{
    /// <summary>One profile per segment. A segment without rows is described by its centroid.</summary>
    public static SegmentProfile[] Build(SegmentationModel model, IReadOnlyList<Feature> features, FeatureMatrix data, ReadOnlySpan<int> segments)
    {
        var columns = data.Columns;
        var sizes = new int[model.K];
        var natural = new double[model.K * columns];
        var scaled = new double[model.K * columns];
        var buffer = new double[columns];
        for (var i = 0; i < data.Rows; i++)
        {
            var at = segments[i] * columns;
            sizes[segments[i]]++;
            model.Scaler.Transform(data.Row(i), buffer);
            Add(natural.AsSpan(at, columns), data.Row(i));
            Add(scaled.AsSpan(at, columns), buffer);
        }

        return [.. Enumerable.Range(0, model.K).Select(Profile)];

        SegmentProfile Profile(int segment)
        {
            var means = natural[(segment * columns)..((segment + 1) * columns)];
            var scaledMeans = scaled[(segment * columns)..((segment + 1) * columns)];
            if (sizes[segment] == 0)
            {
                model.Centroid(segment).CopyTo(scaledMeans);
                model.Scaler.Inverse(scaledMeans, means);
            }
            else
            {
                Divide(means, sizes[segment]);
                Divide(scaledMeans, sizes[segment]);
            }

            return new SegmentProfile(
                segment,
                model.Labels[segment],
                sizes[segment],
                data.Rows == 0 ? 0 : (double)sizes[segment] / data.Rows,
                means,
                scaledMeans,
                Ranking.Score(features, scaledMeans));
        }
    }

    private static void Add(Span<double> sum, ReadOnlySpan<double> row)
    {
        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] += row[i];
        }
    }

    private static void Divide(Span<double> values, int divisor)
    {
        foreach (ref var value in values)
        {
            value /= divisor;
        }
    }
}
