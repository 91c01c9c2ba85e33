using SegmentationUpdates.Pipeline.Customers;

namespace SegmentationUpdates.Pipeline.Simulation;

/// <summary>
/// Customers with habits, read off their profiles: who paid often and lately pays often, amounts scatter around the customer's average.
/// A share of them changes: one falls silent, one spends several times as much, one goes back to old habits. So profiles drift away from
/// their segments, as they do in a bank.
/// </summary>
internal sealed class RealisticPopulation : IPopulation
{
    /// <summary>Spread of a customer's amounts: standard deviation of their logarithm.</summary>
    private const double AmountSpread = 0.35;

    private readonly Random _random;
    private readonly double _driftPerMinute;
    private readonly int[] _ids;
    private readonly float[] _amountLevels;
    private readonly Habit[] _habits;
    private readonly AliasTable _rates;
    private double _driftDue;

    public RealisticPopulation(IEnumerable<Customer> customers, double driftPerMinute, Random random)
    {
        _random = random;
        _driftPerMinute = driftPerMinute;
        var ids = new List<int>();
        var levels = new List<float>();
        var rates = new List<double>();
        foreach (var customer in customers)
        {
            ids.Add(customer.CustomerId);
            levels.Add((float)Math.Max(1, customer.AvgTransactionAmt));
            rates.Add((customer.NumTransactions + 1) / (1 + (customer.DaysFromLastTransaction / 30.0)));
        }

        if (ids.Count == 0)
        {
            throw new ArgumentException("there are no customers to simulate", nameof(customers));
        }

        _ids = [.. ids];
        _amountLevels = [.. levels];
        _habits = new Habit[_ids.Length];
        _rates = new AliasTable([.. rates]);
    }

    private enum Habit : byte
    {
        Usual,
        Silent,
        Spending,
    }

    public (int CustomerId, double Amount) NextPayment()
    {
        var i = _rates.Draw(_random);

        // A silent customer's turn goes to another. Drift leaves a quarter silent in the long run; the bound is for small populations.
        for (var attempt = 0; _habits[i] == Habit.Silent && attempt < 100; attempt++)
        {
            i = _rates.Draw(_random);
        }

        var level = _amountLevels[i] * (_habits[i] == Habit.Spending ? 5 : 1);
        return (_ids[i], Math.Max(0.01, Math.Round(level * Math.Exp(AmountSpread * NextNormal()), 2)));
    }

    public void Advance(TimeSpan elapsed)
    {
        for (_driftDue += _ids.Length * _driftPerMinute * elapsed.TotalMinutes; _driftDue >= 1; _driftDue--)
        {
            _habits[_random.Next(_habits.Length)] = _random.Next(4) switch
            {
                0 => Habit.Silent,
                1 => Habit.Spending,
                _ => Habit.Usual,
            };
        }
    }

    // Box and Muller (1958).
    private double NextNormal() =>
        Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
