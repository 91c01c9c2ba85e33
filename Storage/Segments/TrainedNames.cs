using System.Text.Json;
using System.Text.Json.Serialization;

namespace SegmentationUpdates.Storage.Segments;

/// <summary>The column segment_names of a model: what its training says of the names, by key.</summary>
/// <param name="Names">From its activation on, but for segments that operators have named.</param>
/// <param name="Suggested">By this training alone; the next one makes it so, if it says the same.</param>
public sealed record TrainedNames(IReadOnlyDictionary<string, string> Names, IReadOnlyDictionary<string, string> Suggested)
{
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(this, TrainedNamesJson.Default.TrainedNames);

    /// <summary>Reads what <see cref="ToJson"/> wrote; null for null.</summary>
    public static TrainedNames? FromJson(JsonElement? json) => json?.Deserialize(TrainedNamesJson.Default.TrainedNames);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(TrainedNames))]
internal sealed partial class TrainedNamesJson : JsonSerializerContext;
