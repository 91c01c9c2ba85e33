using System.CommandLine;
using System.CommandLine.Parsing;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Standalone.Errors;
using SegmentationUpdates.Standalone.Running;
using SegmentationUpdates.Storage.Models;
using SegmentationUpdates.Storage.Segments;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>Looks at what segments are called, and names one; beside a run, or any database.</summary>
internal sealed class SegmentsCommand
{
    private readonly ModelsConnection _connection = new();

    private readonly Argument<string> _old = new("OLD") { Description = "What the segment is called, or was." };

    private readonly Argument<string> _new = new("NEW")
    {
        Description = $"What it is to be called: up to {SegmentDescription.LongestName} characters, and no other segment's name.",
    };

    private readonly Option<string?> _description = new("--description")
    {
        Description = $"What is to be said of it, up to {SegmentDescription.LongestDescription} characters. "
            + "Without it, what is said stays; \"\" takes it away.",
        HelpName = "TEXT",
    };

    private readonly Option<int?> _colour = new("--colour")
    {
        Description = $"From 1 to {SegmentDescription.Colours}, of the page's palette; 0 for the one that the page chooses. Without it, the colour stays.",
        HelpName = "NUMBER",
        CustomParser = ParseColour,
    };

    private readonly Option<bool> _json = new("--json") { Description = "Machine-readable output." };

    public Command Create()
    {
        var list = new Command("list", "List the active model's segments: name, key, who named them.") { _json };
        Add(list, async (segments, result, cancellationToken) =>
            SegmentsOutput.Create(result.GetValue(_json)).List(await segments.ReadAsync(cancellationToken)));

        var rename = new Command("rename", "Give a segment a name for good: it goes with the segment through all trainings. No customer moves.")
        {
            _old, _new, _description, _colour, _json,
        };
        rename.Validators.Add(Check);
        Add(rename, RenameAsync);

        return new Command("segments", "Look at what the segments are called, name one.") { list, rename };
    }

    private void Add(Command command, Func<SegmentDescriptions, CommandResult, CancellationToken, Task<int>> action)
    {
        _connection.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            using var signals = new StopSignals();
            return await _connection.WithSegmentsAsync(
                parsed.CommandResult,
                segments => action(segments.As(Environment.UserName), parsed.CommandResult, signals.Stop),
                signals.Stop);
        });
    }

    private async Task<int> RenameAsync(SegmentDescriptions segments, CommandResult result, CancellationToken cancellationToken)
    {
        var book = await segments.ReadAsync(cancellationToken);
        var old = result.GetValue(_old)!;
        if (book.Segments.Count == 0)
        {
            throw new CommandException("there are no segments yet: no model has been trained");
        }

        var segment = book.Called(old);
        string[] names = [.. book.Segments.Select(named => named.Name)];
        if (segment is null)
        {
            throw new CommandException($"there is no segment '{old}'; there are {string.Join(", ", names)}.{Nearest.Question(old, names)}");
        }

        book = await segments.DescribeAsync(segment.Segment, Given(result, segment.Description, segment.Colour), cancellationToken)
            ?? throw new CommandException("another model became active meanwhile: look at `segments list`");
        return SegmentsOutput.Create(result.GetValue(_json)).Renamed(segment, book.Find(segment.Segment)!);
    }

    private SegmentDescription Given(CommandResult result, string? description, int? colour) => new(
        result.GetValue(_new)!,
        result.GetResult(_description) is null ? description : result.GetValue(_description) is { Length: > 0 } text ? text : null,
        result.GetResult(_colour) is null ? colour : result.GetValue(_colour) is > 0 and var chosen ? chosen : null);

    private void Check(CommandResult result)
    {
        if (result.GetResult(_new) is { Tokens: [var name] }
            && new SegmentDescription(name.Value, result.GetValue(_description) is { Length: > 0 } text ? text : null, null).Problem() is var (part, problem))
        {
            result.AddError($"{(part == "name" ? "NEW" : "--" + part)} {problem}.");
        }
    }

    private static int? ParseColour(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var colour)
            && colour <= SegmentDescription.Colours)
        {
            return colour;
        }

        result.AddError($"--colour '{text}' is none: give a number from 1 to {SegmentDescription.Colours}, or 0 for the one that the page chooses.");
        return null;
    }
}
