using CsCheck;
using SegmentationUpdates.Customers;
using SegmentationUpdates.Messaging.Transactions;
using SegmentationUpdates.Producer.Simulation;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Producer.Tests.Simulation;

public class RealisticPopulationTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Who_paid_often_and_lately_pays_often()
    {
        var population = Population(
            0,
            Customer(10) with { NumTransactions = 299, DaysFromLastTransaction = 0 },
            Customer(20) with { NumTransactions = 99, DaysFromLastTransaction = 0 },
            Customer(30) with { NumTransactions = 199, DaysFromLastTransaction = 30 });

        var counts = Payments.Of(population, 50_000).CountBy(payment => payment.CustomerId).ToDictionary();

        // Weights 300, 100 and 200 / 2; the standard deviations are about 110.
        Assert.InRange(counts[10], 29_400, 30_600);
        Assert.InRange(counts[20], 9_500, 10_500);
        Assert.InRange(counts[30], 9_500, 10_500);
    }

    [Fact]
    public void Amounts_scatter_around_the_customers_average()
    {
        var population = Population(0, Customer(1) with { AvgTransactionAmt = 100 });

        var amounts = Payments.Of(population, 20_000).Select(payment => payment.Amount).Order().ToList();

        Assert.InRange(amounts[10_000], 98, 102);
        Assert.InRange(amounts[^1], 200, 1000);
        Assert.InRange(amounts[0], 10, 50);
    }

    [Fact]
    public void Without_drift_nobody_changes()
    {
        Customer[] customers = [.. Enumerable.Range(1, 2000).Select(Customer)];
        var population = Population(0, customers);
        population.Advance(TimeSpan.FromDays(1));

        Assert.Equal(Payments.Of(Population(0, customers), 1000), Payments.Of(population, 1000));
    }

    [Fact]
    public void With_drift_some_fall_silent_and_a_few_spend_much_more_often_and_more()
    {
        const int Customers = 2000;
        var population = Population(1, [.. Enumerable.Range(1, Customers).Select(Customer)]);
        Assert.Equal(Customers, Payments.Of(population, 60_000).DistinctBy(payment => payment.CustomerId).Count());

        population.Advance(Minute);
        var after = Payments.Of(population, 60_000).GroupBy(payment => payment.CustomerId)
            .Select(payments => (Count: payments.Count(), Mean: payments.Average(payment => payment.Amount))).ToList();

        // Of 2,000 changes 63 % are of different customers, and a third of the customers are silent after theirs.
        Assert.InRange(Customers - after.Count, 300, 550);
        var spenders = after.Where(customer => customer.Count > 600).ToList();
        Assert.InRange(spenders.Count, 5, 10);
        Assert.InRange(spenders.Sum(spender => spender.Count), 17_000, 19_500);
        Assert.All(spenders, spender => Assert.InRange(spender.Mean, 550, 720));
        Assert.All(after.Except(spenders), customer => Assert.InRange(customer.Mean, 60, 160));
    }

    [Fact]
    public void A_spender_who_falls_silent_stops_spending()
    {
        // One change a minute, and one spender at a time.
        var population = Population(0.5, Customer(1), Customer(2));
        var spending = Enumerable.Range(0, 200).Select(_ =>
        {
            population.Advance(Minute);
            return Payments.Of(population, 200).Any(payment => payment.Amount > 400);
        }).ToList();

        Assert.Contains(false, spending.SkipWhile(isSpending => !isSpending));
    }

    [Fact]
    public void Silent_customers_come_back()
    {
        var population = Population(1, [.. Enumerable.Range(1, 500).Select(Customer)]);
        var everSilent = new HashSet<int>();
        for (var minute = 0; minute < 20; minute++)
        {
            population.Advance(Minute);
            var paid = Payments.Of(population, 30_000).Select(payment => payment.CustomerId).ToHashSet();
            everSilent.UnionWith(Enumerable.Range(1, 500).Where(id => !paid.Contains(id)));
        }

        Assert.InRange(everSilent.Count, 480, 500);
    }

    [Fact]
    public void Drift_adds_up_over_many_short_steps()
    {
        var oneStep = Population(1, [.. Enumerable.Range(1, 1000).Select(Customer)]);
        var manySteps = Population(1, [.. Enumerable.Range(1, 1000).Select(Customer)]);

        oneStep.Advance(Minute);
        for (var i = 0; i < 6000; i++)
        {
            manySteps.Advance(Minute / 6000);
        }

        int Paying(IPopulation population) => Payments.Of(population, 50_000).DistinctBy(payment => payment.CustomerId).Count();
        Assert.InRange(Paying(manySteps) - Paying(oneStep), -80, 80);
    }

    [Fact]
    public void When_everybody_is_silent_somebody_pays_all_the_same()
    {
        var population = Population(1, Customer(7));
        for (var i = 0; i < 50; i++)
        {
            population.Advance(Minute);
            Assert.Equal(7, population.NextPayment().Payer.CustomerId);
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_payments_and_another_seed_others()
    {
        List<(int, double)> Run(int seed)
        {
            var population = new RealisticPopulation(Enumerable.Range(1, 500).Select(Customer), 0.5, new Random(seed));
            var payments = Payments.Of(population, 500);
            population.Advance(Minute);
            return [.. payments, .. Payments.Of(population, 500)];
        }

        Assert.Equal(Run(1), Run(1));
        Assert.NotEqual(Run(1), Run(2));
    }

    [Fact]
    public void Every_payment_is_a_valid_transaction_whatever_the_profile() => Gen.Select(
        Gen.OneOf(Gen.Int[0, 100], Gen.Const(int.MaxValue)),
        Gen.OneOf(Gen.Int[0, 400], Gen.Const(int.MaxValue)),
        Gen.OneOf(Gen.Double[0, 1000], Gen.Double[-1e300, 1e300], Gen.Const(0.0), Gen.Const(1e9))).Array[1, 20].Sample(profiles =>
        {
            var population = Population(1, [.. profiles.Select((profile, i) => Customer(i + 1) with
            {
                NumTransactions = profile.Item1,
                DaysFromLastTransaction = profile.Item2,
                AvgTransactionAmt = profile.Item3,
            })]);
            population.Advance(Minute);
            Assert.All(Payments.Of(population, 50), payment => Assert.Null(TransactionLimits.Violation(
                new Transaction(1, payment.CustomerId, payment.Amount, DateTime.UnixEpoch.AddYears(50)), DateTime.UnixEpoch.AddYears(60))));
        });

    [Fact]
    public void Without_customers_there_is_no_population() => Assert.Throws<ArgumentException>(() => Population(0));

    private static Customer Customer(int id) => CustomerFiles.First with
    {
        CustomerId = id, AvgTransactionAmt = 100, NumTransactions = 50, DaysFromLastTransaction = 0,
    };

    private static RealisticPopulation Population(double drift, params Customer[] customers) => new(customers, drift, new Random(1));
}
