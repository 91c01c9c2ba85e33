using System.CommandLine;
using System.Diagnostics;
using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Training;
using SegmentationUpdates.Segments.Benchmarks.Mixtures;

namespace SegmentationUpdates.Segments.Benchmarks;

/// <summary>How much inertia a training of few distinct rows loses against the best that any of many trainings finds.</summary>
internal static class FewRowsCommand
{
    private static readonly (int Distinct, int Rows)[] Sizes = [(40, 40), (200, 200), (200, 20_000), (1_000, 1_000), (2_000, 20_000)];

    public static Command Create()
    {
        var trainings = new Option<int>("--trainings") { Description = "Trainings with seeds of their own per case.", DefaultValueFactory = _ => 8 };
        var command = new Command("few-rows", "Train on at most 2,000 distinct rows and compare inertias.") { trainings };
        command.SetAction(parsed => Run(parsed.GetValue(trainings)));
        return command;
    }

    private static void Run(int trainings)
    {
        Console.WriteLine("distinct    rows   k   best inertia   most lost   seconds a training");
        foreach (var (distinct, rows) in Sizes)
        {
            var data = Make(distinct, rows);
            foreach (var k in new[] { 3, 8, 12 })
            {
                var started = Stopwatch.GetTimestamp();
                var inertias = Enumerable.Range(1, trainings).Select(seed => Train(data, k, seed)).ToArray();
                var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds / trainings;
                Console.WriteLine($"{distinct,8:N0}{rows,8:N0}{k,4}{inertias.Min(),15:F4}{(inertias.Max() / inertias.Min()) - 1,12:P3}{seconds,21:F2}");
            }
        }
    }

    private static double Train(FeatureMatrix data, int k, int seed) => new SegmentationTrainer(new ClusteringOptions
    {
        K = k,
        Seed = seed,
        SmallestShare = 0,
        Features = [.. data.ColumnNames.Select(name => new Feature(name, Scaling.Standard))],
    }).Train(data).Inertia;

    /// <summary>Whole numbers and long tails without any groups, some rows more often than others: the hardest case for finding the best.</summary>
    private static FeatureMatrix Make(int distinct, int rows)
    {
        var draw = new Draw(distinct + rows);
        const int columns = 5;
        double[] values = [.. Enumerable.Range(0, distinct * columns).Select(i => i % 2 == 0 ? Math.Exp(draw.Normal()) : draw.Below(7))];
        return new FeatureMatrix([.. Enumerable.Range(1, columns).Select(j => $"f{j}")], [.. Enumerable.Range(0, rows).SelectMany(i =>
            values.AsSpan((i < distinct ? i : (int)(distinct * Math.Pow(draw.Uniform(), 2))) * columns, columns).ToArray())]);
    }
}
