using System.Text.Json;
using System.Text.Json.Serialization;
using SegmentationUpdates.Standalone.Errors;
using SegmentationUpdates.Standalone.Views;
using SegmentationUpdates.Storage.Segments;
using Spectre.Console;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>What the commands about segments say, to a person or to a program. Each answers with the exit code.</summary>
internal sealed class SegmentsOutput(TextWriter writer, bool json)
{
    public static SegmentsOutput Create(bool json) => new(Console.Out, json);

    public int List(SegmentNameBook book)
    {
        if (json)
        {
            CommandJson.Write(writer, JsonSerializer.SerializeToNode(book.Segments, SegmentsJson.Default.IReadOnlyListNamedSegment)!);
            return ExitCode.Success;
        }

        if (book.Segments.Count == 0)
        {
            writer.WriteLine("no model has been trained yet");
            return ExitCode.Success;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("name", "key", "named by", "colour", "description");
        foreach (var segment in book.Segments)
        {
            table.AddRow(
                Markup.Escape(segment.Name),
                Markup.Escape(segment.Segment),
                Markup.Escape(segment.ByOperator ? segment.ChangedBy ?? "an operator" : "training"),
                segment.Colour?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-",
                Markup.Escape(segment.Description ?? ""));
        }

        ModelsText.Create(writer, Console.IsOutputRedirected).Write(table);
        return ExitCode.Success;
    }

    public int Renamed(NamedSegment before, NamedSegment segment)
    {
        if (json)
        {
            CommandJson.Write(writer, JsonSerializer.SerializeToNode(segment, SegmentsJson.Default.NamedSegment)!);
            return ExitCode.Success;
        }

        writer.WriteLine(before.Name == segment.Name
            ? $"'{segment.Name}' keeps its name; what is said of it is saved"
            : $"'{before.Name}' is called '{segment.Name}' from now on, through all trainings; no customer moved");
        return ExitCode.Success;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(IReadOnlyList<NamedSegment>))]
[JsonSerializable(typeof(NamedSegment))]
internal sealed partial class SegmentsJson : JsonSerializerContext;
