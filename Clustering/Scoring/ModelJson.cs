using System.Text.Json.Serialization;

namespace SegmentationUpdates.Clustering;

[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ModelDocument))]
[JsonSerializable(typeof(ProfileDocument))]
[JsonSerializable(typeof(CustomerExplanation))]
internal sealed partial class ModelJson : JsonSerializerContext;
