using System.Text.Json;
using System.Text.Json.Nodes;
using SegmentationUpdates.Standalone.Errors;
using SegmentationUpdates.Standalone.Views;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>One JSON document on standard output, in snake case like the database's columns.</summary>
internal sealed class ModelsJson(TextWriter writer) : ModelsOutput
{
    private static JsonSerializerOptions Options => CommandJson.Options;

    public override int List(IReadOnlyList<ClusteringModel> models) => Write(new JsonArray([.. models.Select(Summary)]));

    public override int Show(ClusteringModel model, IReadOnlyList<ModelActivation> activations)
    {
        var document = Summary(model);
        document["parameters"] = JsonNode.Parse(model.Parameters);
        document["k_search"] = Parse(model.KSearch);
        document["segment_profiles"] = Parse(model.SegmentProfiles);
        document["activations"] = JsonSerializer.SerializeToNode(activations, Options);
        return Write(document);
    }

    public override int Activated(ModelActivation activation) => Write(JsonSerializer.SerializeToNode(activation, Options)!);

    public override int Named(ClusteringModel model) => Write(Summary(model));

    public override int Unpinned(long? version) => Write(new JsonObject { ["model_version"] = version });

    public override int Retrained(RetrainingRequest request) => Write(JsonSerializer.SerializeToNode(request, Options)!);

    // Without the large documents.
    private static JsonObject Summary(ClusteringModel model)
    {
        var document = JsonSerializer.SerializeToNode(model, Options)!.AsObject();
        document.Remove("parameters");
        document.Remove("segment_profiles");
        document.Remove("k_search");
        return document;
    }

    private static JsonNode? Parse(string? json) => json is null ? null : JsonNode.Parse(json);

    private int Write(JsonNode document)
    {
        CommandJson.Write(writer, document);
        return ExitCode.Success;
    }
}
