using System.Text.Json.Serialization;

namespace SegmentationUpdates.Clustering.Explanation;

[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CustomerExplanation))]
internal sealed partial class ExplanationJson : JsonSerializerContext;
