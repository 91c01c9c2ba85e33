using System.CommandLine;
using SegmentationUpdates.Standalone.Running;
using SegmentationUpdates.Standalone.Tabular;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>Measures whether segments tell anything about what came afterwards.</summary>
internal sealed class EvaluateCommand
{
    private readonly Option<string> _customers = new("--customers")
    {
        Description = "The table of customers, as for cluster; - for standard input.",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<string> _outcome = new("--outcome")
    {
        Description = "The column of what came afterwards: a number, or one of two values. It is never among the features.",
        HelpName = "COLUMN",
        Required = true,
    };

    private readonly Option<string> _yardstick = new("--yardstick")
    {
        Description = "A column with other segments to compare with. By default segment or Customer_Segment, if it is there.",
        HelpName = "COLUMN",
    };

    private readonly Option<SegmentCount> _k = ClusterCommand.SegmentNumber();
    private readonly Option<int> _seed = OptionValues.Number("--seed", "S", "The same seed and the same customers give the same answer.", 1);
    private readonly Option<string> _id = new("--id")
    {
        Description = "The column with the customers' ids, or none. By default it is found by name and uniqueness.",
        HelpName = "COLUMN",
    };

    private readonly Option<string> _features = new("--features")
    {
        Description = "Columns to cluster by. By default nine (see the README) if the file has them, else all numbers.",
        HelpName = "A,B,C",
    };

    private readonly Option<string> _categories = new("--categories")
    {
        Description = "Columns that are categories; each counts as one number does.",
        HelpName = "A,B,C",
    };

    private readonly Option<MissingRows> _missing =
        OptionValues.Choice("--missing", "A missing value counts as the median of its column, or its row is dropped.", MissingRows.Median);
    private readonly Option<string> _report = new("--report")
    {
        Description = "Write a report for people: one HTML page that needs nothing else.", HelpName = "FILE",
    };
    private readonly Option<bool> _json = new("--json") { Description = "Print the answer as one JSON document." };
    private readonly TableOptionValues _table = new();

    public Command Create()
    {
        var command = new Command("evaluate", "Measure on held-out customers whether segments tell what came afterwards.")
        {
            _customers, _outcome, _yardstick, _k, _seed, _id, _features, _categories, _missing, _report, _json,
            new EvaluateHistoryCommand().Create(),
        };
        _table.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var settings = Read(parsed);
            using var signals = new StopSignals();
            return await Task.Run(() => EvaluateRun.Run(settings, Console.Out, signals.Stop), signals.Stop);
        });
        return command;
    }

    private EvaluateSettings Read(ParseResult parsed) => new()
    {
        Customers = parsed.GetValue(_customers)!,
        Outcome = parsed.GetValue(_outcome)!,
        Yardstick = parsed.GetValue(_yardstick),
        Table = _table.Read(parsed.CommandResult),
        Id = parsed.GetValue(_id),
        Features = parsed.GetValue(_features),
        Categories = parsed.GetValue(_categories),
        Missing = parsed.GetValue(_missing),
        K = parsed.GetValue(_k).K,
        Seed = parsed.GetValue(_seed),
        Report = parsed.GetValue(_report),
        Json = parsed.GetValue(_json),
    };
}
