using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Training;

namespace SegmentationUpdates.Segments.Benchmarks.Mixtures;

/// <summary>How often the choice of k finds the number of groups that there is.</summary>
internal static class MixturesCommand
{
    public static Command Create()
    {
        var seed = new Option<int>("--seed") { Description = "Other mixtures.", DefaultValueFactory = _ => 1 };
        var write = new Option<DirectoryInfo?>("--write")
        {
            Description = "Write each mixture as a CSV file into this directory, and into choices.json what was chosen.",
        };
        var command = new Command("mixtures", "Choose k for 168 mixtures whose number of groups is known.") { seed, write };
        command.SetAction(parsed => Run(parsed.GetValue(seed), parsed.GetValue(write)));
        return command;
    }

    private static void Run(int seed, DirectoryInfo? directory)
    {
        directory?.Create();
        var choices = new Dictionary<string, KChoice>();
        Console.WriteLine("groups                 1   2   3   4   5   6   7   8   right");
        foreach (var kind in MixtureMaker.All(seed).GroupBy(mixture => mixture.Kind))
        {
            foreach (var mixture in kind)
            {
                choices[mixture.Name] = Choose(mixture);
                if (directory is not null)
                {
                    Write(mixture, directory);
                }
            }

            var right = kind.GroupBy(mixture => mixture.Groups)
                .Select(same => same.Count(mixture => choices[mixture.Name].K == mixture.Groups)).ToArray();
            Console.WriteLine($"{kind.Key,-20}{string.Concat(right.Select(count => $"{count,4}"))}   {right.Sum()} of {kind.Count()}");
        }

        Console.WriteLine($"right in {MixtureMaker.All(seed).Count(mixture => choices[mixture.Name].K == mixture.Groups)} of {choices.Count}");
        if (directory is not null)
        {
            File.WriteAllText(Path.Combine(directory.FullName, "choices.json"), JsonSerializer.Serialize(choices));
        }
    }

    private static KChoice Choose(Mixture mixture)
    {
        var options = new ClusteringOptions
        {
            AutoK = true,
            Restarts = 1,
            Features = [.. mixture.Data.ColumnNames.Select(name => new Feature(name, Scaling.Standard))],
        };
        return new SegmentationTrainer(options).Train(mixture.Data).Choice!;
    }

    private static void Write(Mixture mixture, DirectoryInfo directory)
    {
        using var writer = new StreamWriter(Path.Combine(directory.FullName, $"{mixture.Name}.csv"));
        writer.WriteLine(string.Join(',', mixture.Data.ColumnNames));
        for (var i = 0; i < mixture.Data.Rows; i++)
        {
            writer.WriteLine(string.Join(',', mixture.Data.Row(i).ToArray().Select(value => value.ToString("R", CultureInfo.InvariantCulture))));
        }
    }
}
