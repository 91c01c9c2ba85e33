using SegmentationUpdates.Clustering.Quality;

namespace SegmentationUpdates.Clustering.Training;

// Not for secrets, and seeded so that it repeats itself.
#pragma warning disable CA5394

/// <summary>
/// The gap statistic (Tibshirani, Walther and Hastie, Estimating the number of clusters in a data set via the gap statistic, 2001): how much smaller the
/// logarithm of the inertia is than for rows drawn evenly from the box around the rows along their principal axes, where there is nothing to find.
/// </summary>
/// <param name="Gap">Mean over the draws of log(inertia of a draw) - log(inertia); more is better.</param>
/// <param name="Error">Standard error of that, s in the paper: the standard deviation over the draws times the root of 1 + 1/draws.</param>
internal sealed record GapStatistic(double Gap, double Error)
{
    private const int Draws = 10;
    private const int Starts = 3;

    /// <summary>For each number of clusters; null where the rows differ too little.</summary>
    public static GapStatistic?[] Of(CanonicalRows rows, IReadOnlyList<int> numbers, int seed, CancellationToken cancellationToken)
    {
        var axes = PrincipalAxes.Of(rows.Values, rows.Columns);
        var box = Box(rows, axes);
        var logs = new double?[Draws + 1][];
        Parallel.For(0, logs.Length, new ParallelOptions { CancellationToken = cancellationToken }, draw =>
        {
            var random = new Random(seed + draw);
            var drawn = draw == Draws ? rows : Draw(box, rows.Count, random);
            logs[draw] = [.. numbers.Select(k => Log(QuickKMeans.Run(drawn, k, Starts, random, cancellationToken)))];
        });
        return [.. numbers.Select((_, i) => Of([.. logs.Select(log => log[i])]))];
    }

    private static GapStatistic? Of(double?[] logs)
    {
        if (logs.Any(log => log is null))
        {
            return null;
        }

        var draws = logs[..Draws];
        var mean = draws.Average()!.Value;
        var deviation = Math.Sqrt(draws.Average(log => (log!.Value - mean) * (log.Value - mean)));
        return new GapStatistic(mean - logs[Draws]!.Value, deviation * Math.Sqrt(1 + (1.0 / Draws)));
    }

    private static double? Log(Candidate? found) => found is { Inertia: > 0 } ? Math.Log(found.Inertia) : null;

    // Distances are the same along any axes: the draws need not be turned back.
    private static (double Least, double Most)[] Box(CanonicalRows rows, double[] axes)
    {
        var box = new (double Least, double Most)[rows.Columns];
        Array.Fill(box, (double.PositiveInfinity, double.NegativeInfinity));
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows.Row(i);
            for (var axis = 0; axis < box.Length; axis++)
            {
                var along = 0.0;
                for (var j = 0; j < row.Length; j++)
                {
                    along += row[j] * axes[(axis * row.Length) + j];
                }

                box[axis] = (Math.Min(box[axis].Least, along), Math.Max(box[axis].Most, along));
            }
        }

        return box;
    }

    private static CanonicalRows Draw((double Least, double Most)[] box, int count, Random random)
    {
        var values = new double[count * box.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var (least, most) = box[i % box.Length];
            values[i] = least + ((most - least) * random.NextDouble());
        }

        return CanonicalRows.Of(values, box.Length);
    }
}
#pragma warning restore CA5394
