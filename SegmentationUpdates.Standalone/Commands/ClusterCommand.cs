using System.CommandLine;
using System.Diagnostics;
using SegmentationUpdates.Clustering;
using SegmentationUpdates.Pipeline.Customers;
using SegmentationUpdates.Standalone.Running;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>Segments a file of customers, without any server.</summary>
internal static class ClusterCommand
{
    public static Command Create()
    {
        var customers = new Option<string>("--customers")
        {
            Description = "The CSV file of customers; its columns are those of customer_segments_full.csv.",
            HelpName = "FILE",
            Required = true,
        };
        var output = new Option<string>("--output", "-o")
        {
            Description = "The CSV file to write: customer_id,segment.",
            HelpName = "FILE",
            Required = true,
        };
        var k = OptionValues.Number("--k", "K", "Number of segments, 1 to 100.", 3);
        var seed = OptionValues.Number("--seed", "S", "The same seed and the same customers give the same segments.", 1);
        var command = new Command("cluster", "Segment a CSV file of customers offline.") { customers, output, k, seed };
        command.SetAction(async (parsed, _) =>
        {
            using var signals = new StopSignals();
            return await Task.Run(
                () => Run(
                    parsed.GetValue(customers)!,
                    parsed.GetValue(output)!,
                    new ClusteringOptions { K = parsed.GetValue(k), Seed = parsed.GetValue(seed) },
                    signals.Stop),
                signals.Stop);
        });
        return command;
    }

    private static int Run(string file, string output, ClusteringOptions options, CancellationToken cancellationToken)
    {
        UsageException.ThrowIfAny(options.Validate().Select(problem => problem
            .Replace($"{ClusteringOptions.SectionName}:K", "--k", StringComparison.Ordinal)
            .Replace($"{ClusteringOptions.SectionName}:Seed", "--seed", StringComparison.Ordinal)));
        var customers = CustomerCsvReader.Read(file, cancellationToken).ToList();
        var data = FeatureColumns.Of(options).Matrix(customers);
        var started = Stopwatch.GetTimestamp();
        TrainingResult result;
        try
        {
            result = new SegmentationTrainer(options).Train(data, cancellationToken);
        }
        catch (UnclusterableDataException e)
        {
            throw new CommandException($"{file}: {e.Message}", e);
        }

        var elapsed = Stopwatch.GetElapsedTime(started);
        WriteSegments(output, customers, result);
        ClusterReport.Write(Console.Out, result, elapsed);
        return ExitCode.Success;
    }

    private static void WriteSegments(string output, List<Customer> customers, TrainingResult result)
    {
        using var file = AtomicFile.Create(output);
        using (var writer = new StreamWriter(file.Stream, leaveOpen: true) { NewLine = "\n" })
        {
            writer.WriteLine("customer_id,segment");
            for (var i = 0; i < customers.Count; i++)
            {
                writer.WriteLine($"{customers[i].CustomerId},{CsvField(result.Model.Labels[result.Segments[i]])}");
            }
        }

        file.Commit();
    }

    private static string CsvField(string text) => text.AsSpan().IndexOfAny(",\"\n\r") < 0
        ? text
        : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
