using SegmentationUpdates.Customers;
using SegmentationUpdates.Messaging.Transactions;

namespace SegmentationUpdates.Producer.Simulation;

/// <summary>
/// Customers with habits, read off their profiles: who paid often and lately pays often, amounts scatter around the customer's average.
/// A share of them changes: one falls silent; one begins to spend, often and several times as much, for a while, be it a customer
/// who had been away for months. So profiles drift away from their segments, as they do in a bank, only faster.
/// </summary>
internal sealed class RealisticPopulation : IPopulation
{
    /// <summary>Spread of a customer's amounts: standard deviation of their logarithm.</summary>
    private const double AmountSpread = 0.35;

    /// <summary>How much more than usual a spending customer's payments are.</summary>
    private const double SpendingFactor = 6;

    /// <summary>Share of all payments that the spending customers make.</summary>
    private const double SpendingShare = 0.3;

    private readonly Random _random;
    private readonly double _driftPerMinute;
    private readonly Payer[] _payers;
    private readonly float[] _amountLevels;
    private readonly bool[] _silent;
    private readonly int[] _spending;
    private long _spendingEver;
    private readonly AliasTable _rates;
    private double _driftDue;

    public RealisticPopulation(IEnumerable<Customer> customers, double driftPerMinute, Random random)
    {
        _random = random;
        _driftPerMinute = driftPerMinute;
        var payers = new List<Payer>();
        var levels = new List<float>();
        var rates = new List<double>();
        foreach (var customer in customers)
        {
            payers.Add(Payer.Of(customer));
            levels.Add((float)Math.Max(1, customer.AvgTransactionAmt));
            rates.Add((customer.NumTransactions + 1.0) / (1 + (customer.DaysFromLastTransaction / 30.0)));
        }

        if (payers.Count == 0)
        {
            throw new ArgumentException("there are no customers to simulate", nameof(customers));
        }

        _payers = [.. payers];
        _amountLevels = [.. levels];
        _silent = new bool[_payers.Length];
        _spending = new int[Math.Max(1, _payers.Length / 200)];
        _rates = new AliasTable([.. rates]);
    }

    public (Payer Payer, double Amount) NextPayment()
    {
        var spending = (int)Math.Min(_spendingEver, _spending.Length);
        if (spending > 0 && _random.NextDouble() < SpendingShare)
        {
            var spender = _spending[_random.Next(spending)];
            if (!_silent[spender])
            {
                return Payment(spender, SpendingFactor);
            }
        }

        // A silent customer's turn goes to another. The bound is for a population where everybody has fallen silent.
        var i = _rates.Draw(_random);
        for (var attempt = 0; _silent[i] && attempt < 100; attempt++)
        {
            i = _rates.Draw(_random);
        }

        return Payment(i, 1);
    }

    public void Advance(TimeSpan elapsed)
    {
        for (_driftDue += _payers.Length * _driftPerMinute * elapsed.TotalMinutes; _driftDue >= 1; _driftDue--)
        {
            var i = _random.Next(_payers.Length);
            _silent[i] = _random.Next(3) == 0;
            if (!_silent[i])
            {
                // The one who has spent for longest stops.
                _spending[_spendingEver++ % _spending.Length] = i;
            }
        }
    }

    private (Payer Payer, double Amount) Payment(int i, double factor)
    {
        var amount = Math.Round(_amountLevels[i] * factor * Math.Exp(AmountSpread * _random.NextNormal()), 2);
        return (_payers[i], Math.Clamp(amount, 0.01, TransactionLimits.MaxAmount));
    }
}
