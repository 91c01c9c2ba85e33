using SegmentationUpdates.Clustering.Features;

namespace SegmentationUpdates.Clustering.Tests.Drift;

/// <summary>Customers like those of <see cref="SyntheticCustomers.Bank"/>, but for one change.</summary>
internal static class ChangedCustomers
{
    // What the bank's customers have: mean and standard deviation of the score, standard deviation of the income.
    private const double ScoreMean = 50;
    private const double ScoreDeviation = 22.2;
    private const double IncomeDeviation = 27_000;

    /// <summary>What can change.</summary>
    public static IReadOnlyList<string> Changes { get; } =
        ["a shift", "a shift of incomes", "a spread", "a correlation", "a new group", "missing values"];

    public static FeatureMatrix By(string change, int rows, int seed)
    {
        var customers = SyntheticCustomers.Bank(rows, seed);
        var random = new Random(seed);
        return change switch
        {
            // A quarter of a standard deviation.
            "a shift" => Shifted(customers, "digital_engagement_score", ScoreDeviation / 4),
            "a shift of incomes" => Shifted(customers, "income", IncomeDeviation / 4),
            "a spread" => Changed(customers, "digital_engagement_score", score => ScoreMean + (1.3 * (score - ScoreMean))),

            // Who pays often is the one who is seldom online.
            "a correlation" => Changed(customers, "digital_engagement_score", score => (2 * ScoreMean) - score),
            "a new group" => WithGroup(customers, random),
            "missing values" => Changed(customers, "income", income => random.NextDouble() < .04 ? double.NaN : income),
            _ => throw new ArgumentOutOfRangeException(nameof(change)),
        };
    }

    public static FeatureMatrix Shifted(FeatureMatrix customers, string feature, double by) => Changed(customers, feature, value => value + by);

    private static FeatureMatrix Changed(FeatureMatrix customers, string feature, Func<double, double> change)
    {
        var at = customers.ColumnNames.ToList().IndexOf(feature);
        return SyntheticCustomers.With(customers, feature, i => change(customers.Row(i)[at]));
    }

    // One in fifty: rich, without a payment for a year, and with debts.
    private static FeatureMatrix WithGroup(FeatureMatrix customers, Random random)
    {
        var values = customers.Values.ToArray();
        for (var i = 0; i < customers.Rows; i++)
        {
            if (random.NextDouble() < .02)
            {
                double[] stranger = [90_000, 300, 30_000, 40_000, 330 + random.Next(60), 250, 2, random.Next(10), 6];
                stranger.CopyTo(values.AsSpan(i * customers.Columns));
            }
        }

        return new FeatureMatrix(customers.ColumnNames, values);
    }
}
