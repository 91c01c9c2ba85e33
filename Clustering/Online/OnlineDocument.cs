using System.Text.Json;

namespace SegmentationUpdates.Clustering;

/// <summary>The state of <see cref="OnlineKMeans"/> as JSON in snake case: version, weights, model.</summary>
internal sealed record OnlineDocument(int Version, IReadOnlyList<double> Weights, ModelDocument Model)
{
    private const int CurrentVersion = 1;

    public static string Write(OnlineKMeans state) => JsonSerializer.Serialize(
        new OnlineDocument(CurrentVersion, state.Weights, ModelDocument.From(state.Model)), ModelJson.Default.OnlineDocument);

    public static OnlineKMeans Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            var document = JsonSerializer.Deserialize(json, ModelJson.Default.OnlineDocument);
            return document is { Version: CurrentVersion }
                ? new OnlineKMeans(document.Model.ToModel(), document.Weights)
                : throw new InvalidDataException($"The state has version {document?.Version}; this program reads version {CurrentVersion}.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"The state cannot be read: {exception.Message}", exception);
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException($"The state is inconsistent: {exception.Message}", exception);
        }
    }
}
