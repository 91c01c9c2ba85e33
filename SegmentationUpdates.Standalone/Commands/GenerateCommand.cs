using System.CommandLine;
using SegmentationUpdates.Customers;
using SegmentationUpdates.Standalone.Errors;
using SegmentationUpdates.Standalone.Running;
using SegmentationUpdates.Standalone.Views;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>Writes a file of made-up customers, segmented. Streams: a million needs no more memory than ten thousand.</summary>
internal static class GenerateCommand
{
    public static Command Create()
    {
        var customers = OptionValues.Number("--customers", "N", "How many, with ids from 1.", 4000);
        var seed = OptionValues.Number("--seed", "S", "The same seed makes the same customers.", 1);
        var output = new Option<string>("--output", "-o")
        {
            Description = "The CSV file to write; replaced when it exists.",
            HelpName = "FILE",
            Required = true,
        };
        var json = new Option<bool>("--json") { Description = "Print what was done as one JSON document." };
        var command = new Command("generate", "Write a CSV file of made-up customers.") { customers, seed, output, json };
        command.SetAction(async (parsed, _) =>
        {
            using var signals = new StopSignals();
            return await Task.Run(
                () => Run(
                    parsed.GetValue(customers), parsed.GetValue(seed), parsed.GetValue(output)!, parsed.GetValue(json), signals.Stop),
                signals.Stop);
        });
        return command;
    }

    private static int Run(int count, int seed, string output, bool json, CancellationToken cancellationToken)
    {
        UsageException.ThrowIfAny(count < 1 ? ["--customers must be at least 1."] : []);
        using var work = new Work("training a model");
        var customers = GeneratedCustomers.Segmented(count, seed, cancellationToken);
        work.Next("writing customers", count);
        var written = CustomerCsvWriter.Write(output, Counted(customers, work), cancellationToken);
        work.Dispose();
        if (json)
        {
            CommandJson.Write(Console.Out, new { Customers = written, Seed = seed, File = output });
        }
        else
        {
            Console.WriteLine($"wrote {written:N0} customers to {output}");
        }

        return ExitCode.Success;
    }

    private static IEnumerable<Customer> Counted(IEnumerable<Customer> customers, Work work)
    {
        long count = 0;
        foreach (var customer in customers)
        {
            yield return customer;
            work.Report(++count);
        }
    }
}
