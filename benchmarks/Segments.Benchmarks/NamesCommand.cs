using System.CommandLine;
using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Matching;
using SegmentationUpdates.Clustering.Naming;
using SegmentationUpdates.Clustering.Training;
using SegmentationUpdates.Customers;

namespace SegmentationUpdates.Segments.Benchmarks;

/// <summary>
/// How often names change when customers change between trainings. Each run trains on the repository's customers, and then again and again while balances,
/// activity and recency of some of them wander.
/// </summary>
internal static class NamesCommand
{
    private const int Runs = 60;
    private const int Retrainings = 12;
    private const int Sample = 600;

    public static Command Create()
    {
        var command = new Command("names", "How often the order changes in re-trainings, and how often names do.");
        command.SetAction(_ => Measure());
        return command;
    }

    private static void Measure()
    {
        var customers = CustomerFile.Read(Path.Combine(AppContext.BaseDirectory, "customer_segments_full.csv")).ToList();
        Console.WriteLine($"{Runs} runs of {Retrainings} re-trainings, {Sample} customers each");
        Console.WriteLine("k  best score elsewhere: runs  trainings  another name suggested: trainings  renamings: runs  trainings");
        foreach (var k in (int[])[3, 5])
        {
            var counts = Enumerable.Range(1, Runs).AsParallel().Select(seed => Run(customers, k, seed)).ToList();
            Console.WriteLine(
                $"{k}  {counts.Count(c => c.Passed > 0),27}  {counts.Sum(c => c.Passed),9}  {counts.Sum(c => c.Suggested),33}  "
                + $"{counts.Count(c => c.Renamed > 0),15}  {counts.Sum(c => c.Renamed),9}");
        }
    }

    private static (int Passed, int Suggested, int Renamed) Run(List<Customer> customers, int k, int seed)
    {
        var random = new Random(seed);
        string[] features = [.. DefaultFeatures.All.Select(feature => feature.Name)];
        double[][] rows = [.. Enumerable.Range(0, Sample).Select(_ => Row(customers[random.Next(customers.Count)], features))];
        var trainer = new SegmentationTrainer(new ClusteringOptions { K = k, Restarts = 1 });
        var training = trainer.Train(Matrix(features, rows));
        IReadOnlyList<string> names = training.Model.Labels;
        IReadOnlyList<string>? suggested = null;
        var best = IndexOfBest(training);
        var (passed, others, renamed) = (0, 0, 0);
        for (var round = 0; round < Retrainings; round++)
        {
            Wander(rows, features, random);
            var data = Matrix(features, rows);
            (training, _) = SegmentMatching.Continue(training.Model, trainer.Train(data, training.Model), data);
            var next = SegmentNaming.Next(training.Describe(), [.. names.Select(name => new PresentName(name))], suggested);
            passed += IndexOfBest(training) == best ? 0 : 1;
            others += next.Suggested.SequenceEqual(names, StringComparer.Ordinal) ? 0 : 1;
            renamed += next.Names.SequenceEqual(names, StringComparer.Ordinal) ? 0 : 1;
            (names, suggested) = (next.Names, next.Suggested);
        }

        return (passed, others, renamed);
    }

    private static int IndexOfBest(TrainingResult training) => training.Profiles.MaxBy(profile => profile.RankScore)!.Index;

    // A tenth of the customers have another year: richer or poorer, busier or asleep.
    private static void Wander(double[][] rows, string[] features, Random random)
    {
        foreach (var row in rows)
        {
            if (random.NextDouble() >= .1)
            {
                continue;
            }

            for (var i = 0; i < features.Length; i++)
            {
                row[i] *= features[i] == "total_products_owned" ? 1 : Math.Exp(random.NextDouble() - .5);
            }
        }
    }

    private static double[] Row(Customer customer, string[] features) => [.. features.Select(feature => CustomerColumns.Getter(feature)(customer))];

    private static FeatureMatrix Matrix(string[] features, double[][] rows) => new(features, [.. rows.SelectMany(row => row)]);
}
