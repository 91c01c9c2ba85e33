using System.Text.Json;
using System.Text.Json.Serialization;

namespace SegmentationUpdates.Storage;

/// <summary>How many of a training's customers a model puts elsewhere than the version before it does.</summary>
/// <param name="From">Their segment by the version before.</param>
/// <param name="To">Their segment by the model.</param>
/// <param name="Customers">How many.</param>
public sealed record ModelFlow(string From, string To, int Customers)
{
    /// <summary>What the column moves holds: an array of objects in snake case.</summary>
    public static JsonElement ToJson(IReadOnlyList<ModelFlow> flows) =>
        JsonSerializer.SerializeToElement(flows, ModelFlowJson.Default.IReadOnlyListModelFlow);

    /// <summary>Reads what <see cref="ToJson"/> wrote; nothing for null.</summary>
    public static IReadOnlyList<ModelFlow> FromJson(JsonElement? json) =>
        json?.Deserialize(ModelFlowJson.Default.IReadOnlyListModelFlow) ?? [];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(IReadOnlyList<ModelFlow>))]
internal sealed partial class ModelFlowJson : JsonSerializerContext;
