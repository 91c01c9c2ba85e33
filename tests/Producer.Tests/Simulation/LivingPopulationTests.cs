using CsCheck;
using SegmentationUpdates.Customers;
using SegmentationUpdates.Messaging.Transactions;
using SegmentationUpdates.Producer.Simulation;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Producer.Tests.Simulation;

public class LivingPopulationTests
{
    private static readonly DateTime Monday = new(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void Who_is_away_for_how_long_stays_the_same_over_weeks()
    {
        var customers = CustomerFile.Read(TestCustomers.File, cancellationToken: TestContext.Current.CancellationToken).ToArray();
        var life = new Life(customers, Monday);

        var before = life.Away();
        life.Run(days: 40, paymentsAnHour: 200);
        var after = life.Away();

        // Active within three days, faded, and asleep for months: each about as many as before, though half of all have changed places.
        Assert.All(
            ((int From, int To)[])[(0, 3), (4, 20), (21, 90), (91, 400)],
            range => Assert.InRange(Share(after, range) / Share(before, range), 0.75, 1.25));
        Assert.InRange(before.Zip(after).Count(days => Math.Abs(days.First - days.Second) > 3), 1200, 3800);

        static double Share(int[] days, (int From, int To) range) => days.Count(away => away >= range.From && away <= range.To);
    }

    [Fact]
    public void Some_fall_asleep_and_some_come_back()
    {
        var customers = CustomerFile.Read(TestCustomers.File, cancellationToken: TestContext.Current.CancellationToken).ToArray();
        var life = new Life(customers, Monday);
        life.Run(days: 40, paymentsAnHour: 200);

        var after = life.Away();
        Assert.InRange(customers.Zip(after).Count(one => one.First.DaysFromLastTransaction < 4 && one.Second > 30), 20, 400);
        Assert.InRange(customers.Zip(after).Count(one => one.First.DaysFromLastTransaction > 60 && one.Second < 4), 10, 200);
    }

    [Fact]
    public void Visits_come_at_the_customers_hours()
    {
        var population = Population([.. Enumerable.Range(1, 400).Select(id => Customer(id) with { DaysFromLastTransaction = id % 3 })]);
        var arrivals = new int[24];
        var present = new bool[400];
        for (var hour = 0; hour < 24 * 20; hour++)
        {
            population.Advance(Hour);
            for (var i = 0; i < present.Length; i++)
            {
                arrivals[(hour + 1) % 24] += population.IsPresent(i) && !present[i] ? 1 : 0;
                present[i] = population.IsPresent(i);
            }
        }

        Assert.True(arrivals[10..22].Sum() > 5 * (arrivals.Sum() - arrivals[10..22].Sum()), string.Join(' ', arrivals));
    }

    [Fact]
    public void Who_prefers_weekends_pays_more_then()
    {
        // Of 400 customers who come every day, the payments of each on Saturdays and Sundays against its other days.
        var life = new Life([.. Enumerable.Range(1, 400).Select(id => Customer(id) with { DaysFromLastTransaction = 0 })], Monday);
        life.Run(days: 28, paymentsAnHour: 400);

        var shares = life.Payments.Select(days => days.Where(day => day.Key % 7 >= 5).Sum(day => day.Value) / (double)days.Sum(day => day.Value)).Order().ToList();

        // Alike, all would have two days of seven.
        Assert.InRange(shares[40], 0.05, 0.25);
        Assert.InRange(shares[360], 0.33, 0.6);
    }

    [Fact]
    public void Amounts_keep_the_customers_average()
    {
        var population = Population([.. Enumerable.Range(1, 300).Select(id => Customer(id) with { AvgTransactionAmt = 100 })]);
        var amounts = new List<double>();
        for (var day = 0; day < 100; day++)
        {
            population.Advance(24 * Hour);
            amounts.AddRange(Payments.Of(population, 300).Select(payment => payment.Amount));
        }

        Assert.InRange(amounts.Average(), 95, 105);
    }

    [Fact]
    public void The_same_seed_gives_the_same_payments_and_another_seed_others()
    {
        static List<(int, double)> Run(int seed)
        {
            var population = new LivingPopulation(Enumerable.Range(1, 300).Select(Customer), SimulationState.At(Monday), new Random(seed));
            return [.. Enumerable.Range(0, 60).SelectMany(_ =>
            {
                population.Advance(3 * Hour);
                return Payments.Of(population, 20);
            })];
        }

        Assert.Equal(Run(1), Run(1));
        Assert.NotEqual(Run(1), Run(2));
    }

    [Fact]
    public void A_simulation_that_goes_on_knows_who_has_been_away_since()
    {
        // As loaded, all have just paid; since then all but one have, again and again.
        var days = Enumerable.Range(1, 100).ToDictionary(id => id, id => id == 7 ? 0.9 : 0.1);
        var population = new LivingPopulation(
            Enumerable.Range(1, 100).Select(id => Customer(id) with { DaysFromLastTransaction = 0 }), new SimulationState(Monday, days), new Random(1));

        // Gaps are a day, and hours the customers' own: who has been away for nearly that long comes on the same day, the others not before the next.
        population.Advance(24 * Hour);

        Assert.Contains(7, Payments.Of(population, 100).Select(payment => payment.CustomerId));
    }

    [Fact]
    public void Every_payment_is_a_valid_transaction_whatever_the_profile() => Gen.Select(
        Gen.OneOf(Gen.Int[0, 100], Gen.Const(int.MaxValue)),
        Gen.OneOf(Gen.Int[0, 400], Gen.Const(int.MaxValue - 1)),
        Gen.OneOf(Gen.Double[0, 1000], Gen.Double[-1e300, 1e300], Gen.Const(1e9))).Array[1, 20].Sample(profiles =>
        {
            var population = Population([.. profiles.Select((profile, i) => Customer(i + 1) with
            {
                NumTransactions = profile.Item1,
                DaysFromLastTransaction = profile.Item2,
                AvgTransactionAmt = profile.Item3,
            })]);
            population.Advance(24 * Hour);
            Assert.All(Payments.Of(population, 50), payment => Assert.Null(TransactionLimits.Violation(
                new Transaction(1, payment.CustomerId, payment.Amount, Monday), Monday)));
        });

    [Fact]
    public void Without_customers_there_is_no_population() => Assert.Throws<ArgumentException>(() => Population([]));

    private static Customer Customer(int id) => CustomerFiles.First with
    {
        CustomerId = id, AvgTransactionAmt = 100, NumTransactions = 50, DaysFromLastTransaction = id % 10,
    };

    private static LivingPopulation Population(Customer[] customers) => new(customers, SimulationState.At(Monday), new Random(1));

    /// <summary>Customers in memory, hour by hour.</summary>
    private sealed class Life(Customer[] customers, DateTime start)
    {
        private readonly LivingPopulation _population = new(customers, SimulationState.At(start), new Random(1));
        private readonly double[] _last = [.. customers.Select(customer => -(customer.DaysFromLastTransaction + 0.5))];
        private double _now;

        /// <summary>Of each customer, by day.</summary>
        public Dictionary<int, int>[] Payments { get; } = [.. customers.Select(_ => new Dictionary<int, int>())];

        public void Run(int days, int paymentsAnHour)
        {
            var places = customers.Select((customer, i) => (customer.CustomerId, i)).ToDictionary(at => at.CustomerId, at => at.i);
            for (var hour = 0; hour < days * 24; hour++)
            {
                _population.Advance(Hour);
                _now += Hour.TotalDays;
                for (var due = paymentsAnHour * _population.Flow; due >= 1; due--)
                {
                    var i = places[_population.NextPayment().Payer.CustomerId];
                    _last[i] = _now;
                    Payments[i][(int)_now] = Payments[i].GetValueOrDefault((int)_now) + 1;
                }
            }
        }

        public int[] Away() => [.. _last.Select(last => (int)(_now - last))];
    }
}
