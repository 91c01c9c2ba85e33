using System.CommandLine;
using System.Globalization;
using SegmentationUpdates.Standalone.Running;
using SegmentationUpdates.Standalone.Tabular;
using SegmentationUpdates.Tables.Writing;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>Segments a file of customers, without any server.</summary>
internal sealed class ClusterCommand
{
    private readonly Option<string> _customers = File(
        "--customers",
        "The table of customers: CSV (any separator, decimal sign and encoding), Excel or Parquet, packed by gzip or not; - for standard input.");
    private readonly Option<string> _transactions = File(
        "--transactions", "A table of transactions instead: customers are clustered by recency, frequency and monetary value of their payments.");
    private readonly Option<DateTime?> _asOf = new("--as-of")
    {
        Description = "With --transactions: only what was before this date or time (UTC) counts. By default the end of the day of the latest.",
        HelpName = "DATE",
        CustomParser = ParseMoment,
    };

    private readonly Option<string> _output = File("--output", "The file to write: the id and the segment of each customer.", required: true);
    private readonly Option<TableFormat?> _format = new("--format")
    {
        Description = "Format of the output. By default what its name ends with, else CSV.",
        HelpName = "csv|jsonl|parquet",
        CustomParser = ParseFormat,
    };

    private readonly Option<string> _id = new("--id")
    {
        Description = "The column with the customers' ids, or none for the number of the row. By default it is found by name and uniqueness.",
        HelpName = "COLUMN",
    };
    private readonly Option<string> _features =
        Columns("--features", "Columns to cluster by. By default nine (see the README) if the file has them, else all numbers.");
    private readonly Option<string> _categories = Columns("--categories", "Columns that are categories; each counts as one number does.");
    private readonly Option<string> _labelColumns = Columns("--label-columns", "Columns to write to the output beside the segment.");
    private readonly Option<bool> _withInput = new("--with-input") { Description = "Write all columns of the input beside the segment." };
    private readonly Option<MissingRows> _missing =
        OptionValues.Choice("--missing", "A missing value counts as the median of its column, or its row is dropped.", MissingRows.Median);
    private readonly Option<SegmentCount> _k = SegmentNumber();

    private readonly Option<int> _seed = OptionValues.Number("--seed", "S", "The same seed and the same customers give the same segments.", 1);
    private readonly Option<string> _model = File("--model", "Score with this model, saved by --model-output, instead of training one.");
    private readonly Option<string> _modelOutput = File("--model-output", "Save the model as JSON in this file.");
    private readonly Option<string> _report = File("--report", "Write a report for people: one HTML page that needs nothing else.");
    private readonly Option<bool> _json = new("--json") { Description = "Print the summary as one JSON document: segments, quality, the model's parameters." };
    private readonly TableOptionValues _table = new();

    /// <summary>How many segments: for every command that makes them.</summary>
    public static Option<SegmentCount> SegmentNumber()
    {
        var option = new Option<SegmentCount>("--k")
        {
            Description = "Number of segments, 1 to 100, or auto to choose it from 1 to 8.",
            HelpName = "K|auto",
            DefaultValueFactory = _ => new SegmentCount(3),
            CustomParser = ParseK,
        };
        option.CompletionSources.Add("auto");
        return option;
    }

    public Command Create()
    {
        _output.Aliases.Add("-o");
        _format.CompletionSources.Clear();
        _format.CompletionSources.Add("csv", "jsonl", "parquet");
        var command = new Command("cluster", "Segment a table of customers offline.")
        {
            _customers, _transactions, _asOf, _output, _k, _seed, _id, _features, _categories, _missing, _labelColumns, _withInput, _format,
            _model, _modelOutput, _report, _json,
        };
        _table.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var settings = Read(parsed);
            using var signals = new StopSignals();
            return await Task.Run(() => ClusterRun.Run(settings, Console.Out, signals.Stop), signals.Stop);
        });
        return command;
    }

    private ClusterSettings Read(ParseResult parsed) => new()
    {
        Customers = parsed.GetValue(_customers),
        Transactions = parsed.GetValue(_transactions),
        AsOf = parsed.GetValue(_asOf),
        Output = parsed.GetValue(_output)!,
        Format = parsed.GetValue(_format),
        Table = _table.Read(parsed.CommandResult),
        Id = parsed.GetValue(_id),
        Features = parsed.GetValue(_features),
        Categories = parsed.GetValue(_categories),
        LabelColumns = parsed.GetValue(_labelColumns),
        WithInput = parsed.GetValue(_withInput),
        Missing = parsed.GetValue(_missing),
        K = parsed.GetValue(_k).K,
        Seed = parsed.GetValue(_seed),
        Model = parsed.GetValue(_model),
        ModelOutput = parsed.GetValue(_modelOutput),
        Report = parsed.GetValue(_report),
        Json = parsed.GetValue(_json),
        TrainingOptions = [.. new Option[] { _k, _seed, _features, _categories, _modelOutput }
            .Where(option => parsed.GetResult(option) is { Implicit: false })
            .Select(option => option.Name)],
    };

    private static Option<string> File(string name, string description, bool required = false) =>
        new(name) { Description = description, HelpName = "FILE", Required = required };

    private static Option<string> Columns(string name, string description) => new(name) { Description = description, HelpName = "A,B,C" };

    private static TableFormat? ParseFormat(System.CommandLine.Parsing.ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        switch (text.ToUpperInvariant())
        {
            case "CSV":
                return TableFormat.Csv;
            case "JSONL" or "NDJSON" or "JSON-LINES":
                return TableFormat.Jsonl;
            case "PARQUET":
                return TableFormat.Parquet;
            default:
                result.AddError($"--format '{text}' is not one of csv|jsonl|parquet.");
                return null;
        }
    }

    private static DateTime? ParseMoment(System.CommandLine.Parsing.ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (DateTime.TryParseExact(
            text,
            ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ssK"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var moment))
        {
            return moment;
        }

        result.AddError($"--as-of '{text}' is not a date or time such as 2026-01-31 or 2026-01-31T12:00:00Z.");
        return null;
    }

    private static SegmentCount ParseK(System.CommandLine.Parsing.ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (text.Equals("auto", StringComparison.OrdinalIgnoreCase))
        {
            return new SegmentCount(null);
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var k))
        {
            return new SegmentCount(k);
        }

        result.AddError($"--k '{text}' is neither a whole number nor auto.");
        return default;
    }
}
