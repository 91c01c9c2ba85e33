using SegmentationUpdates.Customers;
using SegmentationUpdates.Messaging.Transactions;
using SegmentationUpdates.Producer.Habits;

namespace SegmentationUpdates.Producer.Simulation;

/// <summary>
/// Customers who live through days and weeks: each comes for a visit of some hours, at hours and on days of their own, pays, and stays away until
/// the next, for as long as customers like them do (<see cref="VisitGaps"/>). Some change: two exchange their ways, so that one of whom payments came
/// every other day falls asleep, and one who had been away for months comes back, while the population as a whole stays as it was. What a customer
/// spends wanders around the average that was found. For one thread.
/// </summary>
internal sealed class LivingPopulation : IPopulation
{
    /// <summary>Share of the customers who exchange their ways with another within a day.</summary>
    internal const double ChangesPerDay = 0.002;

    // Standard deviations of the logarithm of amounts: of a customer's level over the months, and of the single payment.
    private const double LevelSpread = 0.45;
    private const double AmountSpread = 0.35;
    private const double LevelDays = 30;

    private const double MeanVisitHours = 4;
    private const double LongestVisitHours = 12;
    private const double HoursSpread = 2.5;
    private const int WeightScale = 1000;

    private readonly Random _random;
    private readonly DateTime _start;
    private readonly Payer[] _payers;
    private readonly Person[] _people;
    private readonly WeightTree _present;
    private readonly PriorityQueue<(int Customer, int Plan), double> _plans = new();
    private readonly Queue<int> _arrived = new();
    private double _now;
    private double _changesDue;

    /// <param name="customers">At least one, with the habits to keep.</param>
    /// <param name="state">Where <see cref="Advance"/> goes on from.</param>
    /// <param name="random">The same one makes the same population.</param>
    public LivingPopulation(IEnumerable<Customer> customers, SimulationState state, Random random)
    {
        (_random, _start) = (random, state.Now);
        var payers = new List<Payer>();
        var profiles = new List<(int Payments, int Days)>();
        var levels = new List<double>();
        var away = new List<double>();
        foreach (var customer in customers)
        {
            payers.Add(Payer.Of(customer));
            profiles.Add((Math.Max(0, customer.NumTransactions), Math.Max(0, customer.DaysFromLastTransaction)));
            levels.Add(Math.Max(1, customer.AvgTransactionAmt));

            // A file knows whole days only.
            away.Add(state.DaysAway.TryGetValue(customer.CustomerId, out var days) ? Math.Max(0, days) : profiles[^1].Days + random.NextDouble());
        }

        if (payers.Count == 0)
        {
            throw new ArgumentException("there are no customers to simulate", nameof(customers));
        }

        _payers = [.. payers];
        _present = new WeightTree(_payers.Length);
        var habits = Habit.Of(profiles);
        _people = new Person[_payers.Length];
        for (var i = 0; i < _people.Length; i++)
        {
            _people[i] = new Person
            {
                Habit = habits[i],
                Level = levels[i],
                Mood = LevelSpread * _random.NextNormal(),
                Hour = random.Next(3) == 0 ? 12.5 : 17.5,
                Weekend = random.NextDouble() - 0.5,
                Left = -away[i],
            };
            Plan(i);
        }
    }

    public double Flow => Seasons.Of(_start.AddDays(_now));

    /// <summary>Customers who are on a visit.</summary>
    internal bool IsPresent(int i) => _present.IsIn(i);

    public (Payer Payer, double Amount) NextPayment()
    {
        // Whoever comes pays once at least, as far as there are payments for all.
        while (_arrived.TryDequeue(out var arrived))
        {
            if (_present.IsIn(arrived))
            {
                return Payment(arrived);
            }
        }

        while (_present.Total == 0)
        {
            // Nobody is there: the next one comes earlier.
            var (next, plan) = _plans.Dequeue();
            if (plan == _people[next].Plans)
            {
                Come(next);
            }
        }

        return Payment(_present.Draw(_random));
    }

    public void Advance(TimeSpan elapsed)
    {
        _now += elapsed.TotalDays;
        while (_plans.TryPeek(out var next, out var due) && due <= _now)
        {
            _plans.Dequeue();
            if (next.Plan != _people[next.Customer].Plans)
            {
                continue;
            }

            if (_present.IsIn(next.Customer))
            {
                Leave(next.Customer, due);
            }
            else
            {
                Come(next.Customer);
            }
        }

        for (_changesDue += _people.Length * ChangesPerDay / 2 * elapsed.TotalDays; _changesDue >= 1; _changesDue--)
        {
            Exchange(_random.Next(_people.Length), _random.Next(_people.Length));
        }
    }

    private void Come(int i)
    {
        ref var person = ref _people[i];
        var kept = Math.Exp(-(_now - person.Left) / LevelDays);
        person.Mood = (kept * person.Mood) + (Math.Sqrt(1 - (kept * kept)) * LevelSpread * _random.NextNormal());
        var day = Seasons.IsWeekend(_start.AddDays(_now)) ? 1 + person.Weekend : 1 - (0.4 * person.Weekend);
        _present.Set(i, 1 + (long)Math.Min(1e12, WeightScale * person.Habit.Payments * day));
        _arrived.Enqueue(i);
        var hours = Math.Min(LongestVisitHours, -MeanVisitHours * Math.Log(1 - _random.NextDouble()));
        _plans.Enqueue((i, ++person.Plans), _now + (hours / 24));
    }

    private void Leave(int i, double when)
    {
        _present.Set(i, 0);
        _people[i].Left = when;
        Plan(i);
    }

    private void Exchange(int i, int j)
    {
        (_people[i].Habit, _people[j].Habit) = (_people[j].Habit, _people[i].Habit);

        // Who falls asleep does not come as planned; who had been asleep comes back when that time was over anyway. So neither is in advance.
        var sleeper = _people[i].Habit.Gaps.Mean > _people[j].Habit.Gaps.Mean ? i : j;
        if (!_present.IsIn(sleeper))
        {
            Plan(sleeper);
        }
    }

    // The day comes from the gap, the hour from the customer.
    private void Plan(int i)
    {
        ref var person = ref _people[i];
        var due = person.Left + person.Habit.Gaps.Draw(_random, Math.Max(0, _now - person.Left));
        var midnight = Math.Floor(_start.TimeOfDay.TotalDays + due) - _start.TimeOfDay.TotalDays;
        var hour = (person.Hour + (HoursSpread * _random.NextNormal()) + 24) % 24;
        due = midnight + (hour / 24);
        _plans.Enqueue((i, ++person.Plans), Math.Max(due, _now));
    }

    private (Payer Payer, double Amount) Payment(int i)
    {
        ref readonly var person = ref _people[i];
        var deviation = person.Mood + (AmountSpread * _random.NextNormal());
        const double MeanOfDeviations = ((LevelSpread * LevelSpread) + (AmountSpread * AmountSpread)) / 2;
        var amount = Math.Round(person.Level * Math.Exp(deviation - MeanOfDeviations), 2);
        return (_payers[i], Math.Clamp(amount, 0.01, TransactionLimits.MaxAmount));
    }

    private struct Person
    {
        /// <summary>May pass to another customer.</summary>
        public Habit Habit;

        /// <summary>The average amount that was found.</summary>
        public double Level;

        /// <summary>Logarithm of how much more than that the customer spends at present.</summary>
        public double Mood;

        /// <summary>When visits begin, most often.</summary>
        public double Hour;

        /// <summary>More payments at weekends, fewer on other days: -0.5 to 0.5.</summary>
        public double Weekend;

        /// <summary>End of the last visit, in days from the start.</summary>
        public double Left;

        /// <summary>Plans made so far: only the last one counts.</summary>
        public int Plans;
    }
}
