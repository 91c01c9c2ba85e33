namespace SegmentationUpdates.Producer.Habits;

/// <summary>
/// How long customers of one kind stay away between two visits, such that at any time their days since the last visit are distributed as they
/// were found: who has been away for how long stays the same though everybody comes and goes. For a renewal process at rest, the density of the age
/// is the survival function of the gaps, scaled (D. R. Cox, "Renewal Theory", 1962), and so never rises. What was found is made so by the least
/// concave majorant of its distribution function, the maximum-likelihood estimate (U. Grenander, "On the theory of mortality measurement", 1956).
/// </summary>
internal sealed class VisitGaps
{
    // Gap j is _lengths[j] days with the probability _survival[j] - _survival[j + 1].
    private readonly double[] _lengths;
    private readonly double[] _survival;

    private VisitGaps(double[] lengths, double[] survival, double mean) => (_lengths, _survival, Mean) = (lengths, survival, mean);

    /// <summary>Days from the end of a visit to the next.</summary>
    public double Mean { get; }

    /// <param name="days">Whole days since the last visit, of at least one customer, in any order.</param>
    public static VisitGaps Keeping(IEnumerable<int> days)
    {
        // The corners of the majorant, from the left: (days, customers who have been away for less).
        var corners = new List<(double Days, double Below)> { (0, 0) };
        var below = 0;
        foreach (var group in days.GroupBy(age => Math.Max(0, age)).OrderBy(group => group.Key))
        {
            below += group.Count();
            var corner = (Days: group.Key + 1.0, Below: (double)below);
            while (corners.Count > 1 && Slope(corners[^2], corners[^1]) <= Slope(corners[^1], corner))
            {
                corners.RemoveAt(corners.Count - 1);
            }

            corners.Add(corner);
        }

        if (below == 0)
        {
            throw new ArgumentException("there are no customers", nameof(days));
        }

        var densities = corners.Zip(corners.Skip(1), (from, to) => Slope(from, to) / below).ToArray();
        return new VisitGaps(
            [.. corners.Skip(1).Select(corner => corner.Days)], [.. densities.Select(density => density / densities[0])], 1 / densities[0]);
    }

    /// <summary>A gap that is longer than what has passed of it.</summary>
    /// <param name="random">Gives one of them.</param>
    /// <param name="age">Days since the last visit.</param>
    /// <returns>Days; just more than the age, where nobody stays away for longer.</returns>
    public double Draw(Random random, double age = 0)
    {
        var first = Array.BinarySearch(_lengths, age);
        first = first < 0 ? ~first : first + 1;
        if (first == _lengths.Length)
        {
            return age + random.NextDouble();
        }

        var u = random.NextDouble() * _survival[first];
        var j = first;
        while (j + 1 < _lengths.Length && _survival[j + 1] > u)
        {
            j++;
        }

        return _lengths[j];
    }

    private static double Slope((double Days, double Below) from, (double Days, double Below) to) => (to.Below - from.Below) / (to.Days - from.Days);
}
