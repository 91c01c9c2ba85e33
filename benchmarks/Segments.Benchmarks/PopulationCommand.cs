using System.CommandLine;
using SegmentationUpdates.Customers;

namespace SegmentationUpdates.Segments.Benchmarks;

/// <summary>Whether a demonstration keeps the sizes of the segments, and whether customers move in every direction.</summary>
internal static class PopulationCommand
{
    public static Command Create()
    {
        var speed = new Option<double>("--speed") { DefaultValueFactory = _ => 3600, Description = "Seconds of the customers' time in one." };
        var rate = new Option<double>("--rate") { DefaultValueFactory = _ => 200, Description = "Transactions a second." };
        var minutes = new Option<double>("--minutes") { DefaultValueFactory = _ => 10, Description = "How long the demonstration is." };
        var interval = new Option<double>("--interval") { DefaultValueFactory = _ => 10, Description = "Seconds between two trainings." };
        var seeds = new Option<int>("--seeds") { DefaultValueFactory = _ => 5, Description = "How many populations." };
        var customers = new Option<string>("--customers")
        {
            DefaultValueFactory = _ => Path.Combine(AppContext.BaseDirectory, "customer_segments_full.csv"),
            Description = "A file of customers.",
        };
        var command = new Command("population", "Sizes of the segments and moves between them in a demonstration, in memory.")
        {
            speed, rate, minutes, interval, seeds, customers,
        };
        command.SetAction(parsed =>
        {
            var settings = new PopulationSettings(
                TimeSpan.FromMinutes(parsed.GetValue(minutes)),
                parsed.GetValue(rate),
                parsed.GetValue(speed),
                TimeSpan.FromSeconds(parsed.GetValue(interval)));
            Customer[] people = [.. CustomerFile.Read(parsed.GetValue(customers)!)];
            Console.WriteLine(
                $"{people.Length:N0} customers, {settings.Rate:N0} transactions/s, {settings.Duration.TotalMinutes:N0} minutes at {settings.Speed:N0} times real time "
                + $"({settings.Duration.TotalDays * settings.Speed:N1} days), trained every {settings.Interval.TotalSeconds:N0} s");
            for (var seed = 1; seed <= parsed.GetValue(seeds); seed++)
            {
                var run = new PopulationRun(people, settings, seed);
                var before = run.Recency;
                run.Run();
                Print(run, seed, before);
            }
        });
        return command;
    }

    private static void Print(PopulationRun run, int seed, int[] before)
    {
        Console.WriteLine();
        Console.WriteLine(
            $"Seed {seed}: {run.Payments:N0} payments, {run.Withheld} models withheld; days since the last payment, median/75 %/95 %: "
            + $"{string.Join('/', before)} at the start, {string.Join('/', run.Recency)} at the end");
        Console.WriteLine($"{"",-28} {"start",6} {"end",6} {"lowest",7} {"highest",7}  {"moves by transactions + models to",-30}");
        for (var from = 0; from < run.Labels.Count; from++)
        {
            var sizes = run.Sizes.ConvertAll(all => all[from]);
            var moves = Enumerable.Range(0, run.Labels.Count).Select(to => from == to ? "-" : $"{run.Moves[from, to]} + {run.ByModel[from, to]}");
            Console.WriteLine(
                $"{run.Labels[from],-28} {sizes[0],6} {sizes[^1],6} {sizes.Min() / (double)sizes[0],7:0.00} {sizes.Max() / (double)sizes[0],7:0.00}  "
                + string.Concat(moves.Select(cell => $"{cell,14}")));
        }
    }
}
