using System.Text.Json;
using System.Text.Json.Serialization;
using SegmentationUpdates.Clustering.Features;

namespace SegmentationUpdates.Clustering.Scoring;

/// <summary>
/// A model as JSON, in snake case: version, features (name, lower, upper, center, scale, median), labels, centroids (one array of scaled
/// coordinates per label), mean_squared_distance, baselines (one per feature: mean, standard_deviation, bin_edges, bin_shares), joint_baseline
/// (<see cref="JointBaseline"/>) and unusual_distances (<see cref="UnusualDistances"/>). Only finite numbers and no meaning in the order of keys, so
/// jsonb keeps it exactly. Version 1, which had neither medians nor baselines, is still read, and so is version 2 without the last two.
/// </summary>
internal sealed record ModelDocument(
    int Version,
    IReadOnlyList<ColumnScaling> Features,
    IReadOnlyList<string> Labels,
    IReadOnlyList<double[]> Centroids,
    double MeanSquaredDistance,
    IReadOnlyList<FeatureBaseline>? Baselines = null,
    JointBaseline? JointBaseline = null,
    IReadOnlyList<IReadOnlyList<double>>? UnusualDistances = null)
{
    public const int CurrentVersion = 2;

    public static ModelDocument From(SegmentationModel model) => new(
        CurrentVersion,
        model.Scaler.Columns,
        model.Labels,
        [.. Enumerable.Range(0, model.K).Select(i => model.Centroid(i).ToArray())],
        model.MeanSquaredDistance,
        model.Baselines,
        model.JointBaseline,
        model.UnusualDistances?.Quantiles);

    public string Write() => JsonSerializer.Serialize(this, ModelJson.Default.ModelDocument);

    public static ModelDocument Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            return JsonSerializer.Deserialize(json, ModelJson.Default.ModelDocument)
                ?? throw new InvalidDataException("The model document is null.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"The model document cannot be read: {exception.Message}", exception);
        }
    }

    public SegmentationModel ToModel()
    {
        if (Version is < 1 or > CurrentVersion)
        {
            throw new InvalidDataException($"The model document has version {Version}; this program reads versions 1 to {CurrentVersion}.");
        }

        // The serialiser does not check elements of lists for null.
        if (Features.Any(f => f is null) || Labels.Any(l => l is null) || Centroids.Any(c => c is null) || Baselines?.Any(b => b is null) == true)
        {
            throw new InvalidDataException("The model document has a null among its features, labels, centroids or baselines.");
        }

        if (Centroids.Count != Labels.Count)
        {
            throw new InvalidDataException($"The model document has {Labels.Count} labels but {Centroids.Count} centroids.");
        }

        for (var i = 0; i < Centroids.Count; i++)
        {
            if (Centroids[i].Length != Features.Count)
            {
                throw new InvalidDataException($"The model document has {Features.Count} features but {Centroids[i].Length} coordinates in centroid {i}.");
            }
        }

        try
        {
            return new SegmentationModel(
                new FeatureScaler(Features), Centroids.SelectMany(c => c).ToArray(), Labels, MeanSquaredDistance, Baselines) 
            {
                JointBaseline = JointBaseline,
                UnusualDistances = UnusualDistances is null ? null : new UnusualDistances(UnusualDistances),
            };
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException($"The model document is inconsistent: {exception.Message}", exception);
        }
    }
}

[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ModelDocument))]
internal sealed partial class ModelJson : JsonSerializerContext;
