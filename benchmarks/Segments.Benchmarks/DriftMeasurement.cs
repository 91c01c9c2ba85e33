using System.CommandLine;
using System.Globalization;
using SegmentationUpdates.Clustering.Drift;
using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Scoring;
using SegmentationUpdates.Clustering.Tests;
using SegmentationUpdates.Clustering.Tests.Drift;
using SegmentationUpdates.Clustering.Training;

namespace SegmentationUpdates.Segments.Benchmarks;

/// <summary>How often drift is found: where there is none, and where there is one of a known kind.</summary>
internal static class DriftMeasurement
{
    private const int Checks = 1000;
    private const int ChangedChecks = 100;

    public static Command Command()
    {
        var command = new Command("drift", "How often drift is found where there is none, and where customers have changed.");
        command.SetAction(_ => Run());
        return command;
    }

    private static void Run()
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"no change: alarms in {Checks:N0} checks"));
        Console.WriteLine("trained on | customers checked | alarms");
        foreach (var (training, rows) in new[] { (100, 100), (1000, 1000), (20_000, 100), (20_000, 1000), (20_000, 20_000) })
        {
            var model = Train(training);
            var alarms = Enumerable.Range(1, Checks).AsParallel().Count(seed => Finds(model, SyntheticCustomers.Bank(rows, 7 * seed)));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{training,10:N0} | {rows,17:N0} | {alarms,6:N0}"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nchanged: found in one check, and within five, of {ChangedChecks} (trained on 20,000)"));
        Console.WriteLine("change             | customers checked | in one | within five");
        var trained = Train(20_000);
        foreach (var change in ChangedCustomers.Changes)
        {
            foreach (var rows in new[] { 100, 1000, 20_000 })
            {
                var found = Enumerable.Range(1, ChangedChecks).AsParallel().AsOrdered()
                    .Select(seed => Finds(trained, ChangedCustomers.By(change, rows, 11 * seed))).ToArray();
                var fives = found.Chunk(5).ToList();
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{change,-18} | {rows,17:N0} | {found.Count(hit => hit),4} % | {fives.Count(five => five.Any(hit => hit))} of {fives.Count}"));
            }
        }
    }

    private static SegmentationModel Train(int rows) =>
        new SegmentationTrainer(new ClusteringOptions { Restarts = 3 }).Train(SyntheticCustomers.Bank(rows, seed: 1)).Model;

    private static bool Finds(SegmentationModel model, FeatureMatrix customers)
    {
        var monitor = new DriftMonitor(model);
        for (var i = 0; i < customers.Rows; i++)
        {
            monitor.Add(customers.Row(i), model.Assign(customers.Row(i)));
        }

        return monitor.Snapshot().Findings.Count > 0;
    }
}
