using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using SegmentationUpdates.Clustering.Features;

namespace SegmentationUpdates.Clustering.Scoring;

/// <summary>
/// Everything needed to put a customer into a segment: the scaling of the features and the centroids. Immutable, safe for use from many threads.
/// The same row gets the same segment and the same bits of distance alone or in a batch, on every machine.
/// </summary>
public sealed partial class SegmentationModel
{
    internal const int MaxLabelLength = 50;

    /// <summary>Rows up to this width are scaled on the stack; it is cleared on every call, so no larger than usual.</summary>
    private const int StackLimit = 16;

    private readonly double[] _centroids;
    private readonly CentroidLanes _lanes;

    /// <param name="scaler">Scaling of the features; gives their names and order.</param>
    /// <param name="centroids">k × features in scaled units, row-major; copied.</param>
    /// <param name="labels">A name per centroid, distinct, not empty, at most 50 characters.</param>
    /// <param name="meanSquaredDistance">Inertia per row in training; not negative.</param>
    /// <param name="baselines">How each feature lay in training; null if that is not known.</param>
    /// <exception cref="ArgumentException">The parts do not fit together (says which).</exception>
    public SegmentationModel(
        FeatureScaler scaler,
        ReadOnlySpan<double> centroids,
        IReadOnlyList<string> labels,
        double meanSquaredDistance,
        IReadOnlyList<FeatureBaseline>? baselines = null)
    {
        ArgumentNullException.ThrowIfNull(scaler);
        ArgumentNullException.ThrowIfNull(labels);
        SegmentLabels.Check(labels);
        if (centroids.Length != labels.Count * scaler.Columns.Count)
        {
            throw new ArgumentException(
                $"{labels.Count} labels and {scaler.Columns.Count} features need {labels.Count * scaler.Columns.Count} centroid coordinates, not "
                    + $"{centroids.Length}.",
                nameof(centroids));
        }

        if (!double.IsFinite(meanSquaredDistance) || meanSquaredDistance < 0)
        {
            throw new ArgumentException(
                $"The mean squared distance is {meanSquaredDistance}; it must be finite and not negative.", nameof(meanSquaredDistance));
        }

        CheckBaselines(scaler, baselines);
        Scaler = scaler;
        Baselines = baselines is null ? null : [.. baselines];
        Labels = [.. labels];
        MeanSquaredDistance = meanSquaredDistance;
        _centroids = new double[centroids.Length];
        for (var i = 0; i < centroids.Length; i++)
        {
            if (!double.IsFinite(centroids[i]))
            {
                throw new ArgumentException(
                    $"Centroid {i / scaler.Columns.Count}, feature '{scaler.Names[i % scaler.Columns.Count]}' is {centroids[i]}; it must be finite.",
                    nameof(centroids));
            }

            _centroids[i] = centroids[i] + 0.0; // No negative zero, as in FeatureScaler.
        }

        _lanes = new CentroidLanes(_centroids, scaler.Columns.Count);
    }

    /// <summary>Scaling of the features.</summary>
    public FeatureScaler Scaler { get; }

    /// <summary>Names of the features, in the order in which a row holds them.</summary>
    public IReadOnlyList<string> FeatureNames => Scaler.Names;

    /// <summary>
    /// Name of each segment. Straight from training the best comes first; see <see cref="Matching.SegmentMatching"/> for models that continue
    /// another.
    /// </summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>Number of segments.</summary>
    public int K => Labels.Count;

    /// <summary>Inertia per row in training, in scaled units: what the mean distance of freshly scored customers is compared with to see drift.</summary>
    public double MeanSquaredDistance { get; }

    /// <summary>How each feature lay in training; null in a model read from a document of version 1.</summary>
    public IReadOnlyList<FeatureBaseline>? Baselines { get; }

    /// <summary>How the training rows lay together; null in a model that an earlier version trained.</summary>
    /// <exception cref="ArgumentException">One of other features, or with numbers that cannot be.</exception>
    public JointBaseline? JointBaseline
    {
        get;
        init => field = value?.Problem(FeatureNames.Count) is { } problem
            ? throw new ArgumentException($"The joint baseline is wrong: {problem}.", nameof(value))
            : value;
    }

    /// <summary>All centroids in scaled units, k × features, row-major.</summary>
    public ReadOnlySpan<double> Centroids => _centroids;

    /// <summary>Centroid <paramref name="segment"/> in scaled units, a value per feature.</summary>
    public ReadOnlySpan<double> Centroid(int segment) => Centroids.Slice(segment * FeatureNames.Count, FeatureNames.Count);

    /// <summary>Finds the segment of one customer.</summary>
    /// <param name="row">
    /// A value per feature, in natural units, in the order of <see cref="FeatureNames"/>. A missing one (NaN) counts as the feature's median in training.
    /// </param>
    /// <exception cref="ArgumentException">Wrong length, or an infinite value (names the feature).</exception>
    public Assignment Assign(ReadOnlySpan<double> row)
    {
        if (row.Length != FeatureNames.Count)
        {
            throw new ArgumentException($"The row has {row.Length} values; the model has {FeatureNames.Count} features.", nameof(row));
        }

        var missing = false;
        for (var i = 0; i < row.Length; i++)
        {
            if (double.IsFinite(row[i]))
            {
                continue;
            }

            missing = double.IsNaN(row[i])
                ? true
                : throw new ArgumentException($"Feature '{FeatureNames[i]}' is {row[i]}; every value must be finite, or NaN if it is missing.", nameof(row));
        }

        var segment = 0;
        var distance = 0.0;
        AssignRows(row, missing, new Span<int>(ref segment), new Span<double>(ref distance));
        return new Assignment(segment, distance);
    }

    /// <summary>Finds the segment of every row; the same answers as row by row.</summary>
    /// <param name="rows">n rows in natural units with the columns of <see cref="FeatureNames"/>, in that order; missing values count as medians.</param>
    /// <param name="segments">Receives n segment indices.</param>
    /// <param name="squaredDistances">Receives n squared distances in scaled units.</param>
    /// <exception cref="ArgumentException">Other columns, or a span that is not n long.</exception>
    public void Assign(FeatureMatrix rows, Span<int> segments, Span<double> squaredDistances)
    {
        ArgumentNullException.ThrowIfNull(rows);
        rows.RequireColumns(FeatureNames);
        if (segments.Length != rows.Rows || squaredDistances.Length != rows.Rows)
        {
            throw new ArgumentException(
                $"{rows.Rows} rows need as many places, not {segments.Length} for segments and {squaredDistances.Length} for distances.",
                nameof(segments));
        }

        AssignRows(rows.Values, rows.HasMissing, segments, squaredDistances);
    }

    /// <summary>The same model with other names for its segments, in their order.</summary>
    /// <exception cref="ArgumentException">Empty, too long or repeated, or not one for each segment.</exception>
    public SegmentationModel WithLabels(IReadOnlyList<string> labels) => Copy(_centroids, labels, MeanSquaredDistance, UnusualDistances);

    /// <summary>The serialised model: see <see cref="ModelDocument"/>. Every number survives exactly.</summary>
    public string ToJson() => ModelDocument.From(this).Write();

    /// <summary>Reads what <see cref="ToJson"/> wrote; the order of the keys and unknown keys do not matter.</summary>
    /// <exception cref="InvalidDataException">Not JSON, something missing, or parts that do not fit together (says what).</exception>
    public static SegmentationModel FromJson(string json) => ModelDocument.Read(json).ToModel();

    /// <inheritdoc cref="FromJson(string)"/>
    public static SegmentationModel FromJson(JsonElement json) => FromJson(json.GetRawText());

    private static void CheckBaselines(FeatureScaler scaler, IReadOnlyList<FeatureBaseline>? baselines)
    {
        if (baselines is not null && baselines.Count != scaler.Names.Count)
        {
            throw new ArgumentException($"{scaler.Names.Count} features need as many baselines, not {baselines.Count}.", nameof(baselines));
        }

        for (var i = 0; i < baselines?.Count; i++)
        {
            if (baselines[i].Problem() is { } problem)
            {
                throw new ArgumentException($"The baseline of feature '{scaler.Names[i]}' is wrong: {problem}.", nameof(baselines));
            }
        }
    }

    private void AssignRows(ReadOnlySpan<double> values, bool missing, Span<int> segments, Span<double> squaredDistances)
    {
        var columns = FeatureNames.Count;
        var scaled = columns <= StackLimit ? stackalloc double[StackLimit] : new double[columns];
        ref var first = ref MemoryMarshal.GetReference(values);
        ref var buffer = ref MemoryMarshal.GetReference(scaled);
        for (var i = 0; i < segments.Length; i++)
        {
            Scaler.TransformUnchecked(ref Unsafe.Add(ref first, (nint)i * columns), ref buffer);
            if (missing)
            {
                Scaler.ImputeScaled(scaled[..columns]);
            }

            segments[i] = _lanes.Nearest(ref buffer, out squaredDistances[i]);
        }
    }
}
