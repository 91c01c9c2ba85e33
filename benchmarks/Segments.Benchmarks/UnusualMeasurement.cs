using System.CommandLine;
using System.Globalization;
using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Training;
using SegmentationUpdates.Customers;

namespace SegmentationUpdates.Segments.Benchmarks;

/// <summary>How unusual each customer of a file is, for benchmarks/agreement/unusual.py to compare.</summary>
internal static class UnusualMeasurement
{
    public static Command Command()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "A file of customers." };
        var command = new Command("unusual", "How unusual each customer of a file is: customer_id,unusualness.") { file };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(file).FullName));
        return command;
    }

    private static void Run(string path)
    {
        Customer[] customers = [.. CustomerFile.Read(path)];
        string[] names = [.. DefaultFeatures.All.Select(feature => feature.Name)];
        var getters = names.Select(CustomerColumns.Getter).ToArray();
        var data = new FeatureMatrix(names, [.. customers.SelectMany(customer => getters.Select(getter => getter(customer)))]);
        var trained = new SegmentationTrainer(new ClusteringOptions()).Train(data);
        Console.WriteLine("customer_id,unusualness");
        for (var i = 0; i < customers.Length; i++)
        {
            var unusualness = trained.Model.Unusualness(data.Row(i), trained.Segments[i]);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{customers[i].CustomerId},{unusualness:R}"));
        }
    }
}
