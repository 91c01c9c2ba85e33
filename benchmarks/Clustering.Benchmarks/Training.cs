using SegmentationUpdates.Clustering.Tests;
using SegmentationUpdates.Clustering.Training;

namespace SegmentationUpdates.Clustering.Benchmarks;

/// <summary>Whole trainings with the default options.</summary>
internal static class Training
{
    public static void Run()
    {
        foreach (var k in new[] { 3, 8 })
        {
            var first = 0.0;
            foreach (var rows in new[] { 4_000, 100_000, 1_000_000 })
            {
                var data = SyntheticCustomers.Bank(rows, seed: 1);
                var trainer = new SegmentationTrainer(new ClusteringOptions { K = k });
                var time = Timing.Best(runs: 4, () => trainer.Train(data));
                first = rows == 4_000 ? time : first;
                Console.WriteLine($"training, k = {k}, {rows,9:N0} rows: {time,6:F0} ms, {time / first,5:F1} times 4,000 rows");
            }
        }

        foreach (var rows in new[] { 4_000, 1_000_000 })
        {
            var data = SyntheticCustomers.Bank(rows, seed: 1);
            var trainer = new SegmentationTrainer(new ClusteringOptions { AutoK = true });
            var time = Timing.Best(runs: 2, () => trainer.Train(data));
            Console.WriteLine($"training, k chosen from 2 to 8, {rows,9:N0} rows: {time,6:F0} ms");
        }
    }
}
