using System.Text.Json;
using System.Text.Json.Serialization;

namespace SegmentationUpdates.Clustering.Training;

/// <summary>
/// What the segments of a model are like, for storing and showing. As JSON in snake case: version, customers, features, means, standard_deviations
/// and segments (index, label, size, share, means, scaled_means, rank_score, deviations, sentence, medians,
/// interquartile_ranges); lists go by the features in their order.
/// </summary>
/// <param name="Version">Of the document's form; 1.</param>
/// <param name="Customers">All customers described.</param>
/// <param name="Features">Names of the features.</param>
/// <param name="Means">Mean over all customers of each feature, in its own unit, before any clamping.</param>
/// <param name="StandardDeviations">Standard deviation over all customers after clamping: what 1 sd of a deviation is.</param>
/// <param name="Segments">In the order of the model's.</param>
public sealed record ProfileDocument(
    int Version,
    int Customers,
    IReadOnlyList<string> Features,
    IReadOnlyList<double> Means,
    IReadOnlyList<double> StandardDeviations,
    IReadOnlyList<SegmentProfile> Segments)
{
    private const int CurrentVersion = 1;

    /// <summary>Of a training, or of rows scored with a model.</summary>
    public static ProfileDocument From(TrainingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new ProfileDocument(
            CurrentVersion,
            result.Rows,
            result.Model.FeatureNames,
            result.Means,
            result.StandardDeviations,
            result.Profiles);
    }

    /// <summary>The document as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ProfileJson.Default.ProfileDocument);

    /// <summary>Reads what <see cref="ToJson"/> wrote; the order of the keys and unknown keys do not matter.</summary>
    /// <exception cref="InvalidDataException">Not JSON, something missing, or of another version (says what).</exception>
    public static ProfileDocument FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            var document = JsonSerializer.Deserialize(json, ProfileJson.Default.ProfileDocument);
            return document is { Version: CurrentVersion }
                ? document
                : throw new InvalidDataException($"The profiles have version {document?.Version}; this program reads version {CurrentVersion}.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"The profiles cannot be read: {exception.Message}", exception);
        }
    }

    /// <inheritdoc cref="FromJson(string)"/>
    public static ProfileDocument FromJson(JsonElement json) => FromJson(json.GetRawText());
}

[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ProfileDocument))]
internal sealed partial class ProfileJson : JsonSerializerContext;
