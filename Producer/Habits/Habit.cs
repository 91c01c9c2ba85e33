namespace SegmentationUpdates.Producer.Habits;

/// <summary>How a customer visits: what passes to another when two exchange their ways.</summary>
/// <param name="Gaps">How long between two visits.</param>
/// <param name="Payments">How many payments a visit has, against those of others.</param>
internal readonly record struct Habit(VisitGaps Gaps, double Payments)
{
    // Of many payments in a few hours after half a year nobody would say that the customer pays now and then.
    private const double LongestSaving = 30;

    // Customers who are alike have their gaps in common.
    private const int LeastAlike = 100;
    private const int MostKinds = 20;

    /// <summary>Every customer's habit, as the profiles show it: those who have paid about as often stay away for about as long.</summary>
    /// <param name="profiles">Payments so far and whole days since the last, of each customer.</param>
    public static Habit[] Of(IReadOnlyList<(int Payments, int Days)> profiles)
    {
        var kinds = Math.Clamp(profiles.Count / LeastAlike, 1, MostKinds);
        var order = Enumerable.Range(0, profiles.Count).OrderBy(i => profiles[i].Payments).ToArray();
        var habits = new Habit[profiles.Count];
        for (var kind = 0; kind < kinds; kind++)
        {
            var alike = order[(int)((long)order.Length * kind / kinds)..(int)((long)order.Length * (kind + 1) / kinds)];
            var gaps = VisitGaps.Keeping(alike.Select(i => profiles[i].Days));
            foreach (var i in alike)
            {
                habits[i] = new Habit(gaps, (profiles[i].Payments + 1.0) * Math.Min(gaps.Mean, LongestSaving));
            }
        }

        return habits;
    }
}
