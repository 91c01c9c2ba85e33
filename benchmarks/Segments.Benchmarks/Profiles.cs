using System.CommandLine;
using System.Globalization;

namespace SegmentationUpdates.Segments.Benchmarks;

/// <summary>After how many payments a doubling of what is spent has gone half of the way: in the lifetime average, and in the recent figures.</summary>
internal static class Profiles
{
    private const double HalfLife = 90;

    public static Command Command()
    {
        var command = new Command("profiles", "How soon a profile shows that a customer spends twice as much.");
        command.SetAction(_ => Print());
        return command;
    }

    private static void Print()
    {
        Console.WriteLine("payments before | payments a day | lifetime average: days | recent figures: days");
        foreach (var (before, perDay) in new[] { (250, 1.0), (750, 1.0), (2_250, 1.0), (250, .25), (2_250, 4.0) })
        {
            var (lifetime, recent) = (Days(before, perDay, isRecent: false), Days(before, perDay, isRecent: true));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{before} | {perDay} | {lifetime:0.#} | {recent:0.#}"));
        }
    }

    // Payments of 1, then of 2: until the mean is 1.5 or more.
    private static double Days(int before, double perDay, bool isRecent)
    {
        var keep = isRecent ? Math.Pow(2, -1 / (perDay * HalfLife)) : 1;
        var (sum, weights) = (0.0, 0.0);
        for (var payment = 0; payment < before; payment++)
        {
            (sum, weights) = ((sum * keep) + 1, (weights * keep) + 1);
        }

        var after = 0;
        while (sum < 1.5 * weights * (1 - 1e-12))
        {
            (sum, weights) = ((sum * keep) + 2, (weights * keep) + 1);
            after++;
        }

        return after / perDay;
    }
}
