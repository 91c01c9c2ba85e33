using System.CommandLine;
using System.Globalization;
using SegmentationUpdates.Standalone.Running;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>Segments a file of customers, without any server.</summary>
internal static class ClusterCommand
{
    public static Command Create()
    {
        var customers = File("--customers", "The CSV file of customers; its columns are those of customer_segments_full.csv. An empty number counts as its column's median.", required: true);
        var output = File("--output", "The CSV file to write: customer_id,segment.", required: true);
        output.Aliases.Add("-o");
        var k = new Option<SegmentCount>("--k")
        {
            Description = "Number of segments, 1 to 100, or auto to choose it from 2 to 8.",
            HelpName = "K|auto",
            DefaultValueFactory = _ => new SegmentCount(3),
            CustomParser = ParseK,
        };
        var seed = OptionValues.Number("--seed", "S", "The same seed and the same customers give the same segments.", 1);
        var features = new Option<string>("--features")
        {
            Description = "Columns to cluster by, separated by commas (nine of them by default, see the README).",
            HelpName = "A,B,C",
        };
        var model = File("--model", "Score with this model, saved by --model-output, instead of training one.");
        var modelOutput = File("--model-output", "Save the model as JSON in this file.");
        var report = File("--report", "Write a report for people: one HTML page that needs nothing else.");
        var json = new Option<bool>("--json") { Description = "Print the summary as one JSON document: segments, quality, the model's parameters." };
        k.CompletionSources.Add("auto");
        var command = new Command("cluster", "Segment a CSV file of customers offline.")
        {
            customers, output, k, seed, features, model, modelOutput, report, json,
        };
        command.SetAction(async (parsed, _) =>
        {
            var settings = new ClusterSettings
            {
                Customers = parsed.GetValue(customers)!,
                Output = parsed.GetValue(output)!,
                K = parsed.GetValue(k).K,
                Seed = parsed.GetValue(seed),
                Features = parsed.GetValue(features),
                Model = parsed.GetValue(model),
                ModelOutput = parsed.GetValue(modelOutput),
                Report = parsed.GetValue(report),
                Json = parsed.GetValue(json),
                TrainingOptions = [.. new Option[] { k, seed, features, modelOutput }
                    .Where(option => parsed.GetResult(option) is { Implicit: false })
                    .Select(option => option.Name)],
            };
            using var signals = new StopSignals();
            return await Task.Run(() => ClusterRun.Run(settings, signals.Stop), signals.Stop);
        });
        return command;
    }

    private static Option<string> File(string name, string description, bool required = false) =>
        new(name) { Description = description, HelpName = "FILE", Required = required };

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
