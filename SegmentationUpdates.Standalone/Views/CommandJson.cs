using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace SegmentationUpdates.Standalone.Views;

/// <summary>Answers for programs: one JSON document, in snake case like the API's and the database's names.</summary>
internal static class CommandJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DictionaryKeyPolicy = null, // Keys are names of features, and stay as they are.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // Labels may be in any language; this is no web page.
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        WriteIndented = true,
    };

    private static readonly JsonSerializerOptions OneLine = new(Options) { WriteIndented = false };

    public static void Write(TextWriter writer, object document) => writer.WriteLine(Text(document, Options));

    public static void WriteLine(TextWriter writer, object document) => writer.WriteLine(Text(document, OneLine));

    private static string Text(object document, JsonSerializerOptions options) =>
        document is JsonNode node ? node.ToJsonString(options) : JsonSerializer.Serialize(document, options);
}
