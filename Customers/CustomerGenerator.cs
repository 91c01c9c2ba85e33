using static SegmentationUpdates.Customers.ReproducibleMath;

namespace SegmentationUpdates.Customers;

/// <summary>
/// Made-up customers: four overlapping groups (affluent, mass market, young and digital, dormant), skewed money, debt that comes from loans and
/// cards. The same seed gives the same customers on every machine and .NET version; customer i depends only on the seed and i.
/// Money is rounded to cents, scores (0 to 100) and months to one decimal; transactions are those of the last twelve months.
/// </summary>
public sealed class CustomerGenerator(int seed)
{
    /// <summary>Customers 1 to <paramref name="count"/>, made while they are enumerated; none has a segment yet.</summary>
    public IEnumerable<Customer> Generate(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return Enumerate(count);
    }

    /// <summary>The customer with that id, without those before.</summary>
    public Customer Create(int customerId)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(customerId);
        var random = SplitMix64.For(seed, customerId);
        CustomerGroup group = CustomerGroup.At(random.NextUniform());

        // Drawn in this order, all of them, for everybody: a draw left out or moved would change every value after it.
        double wealth = random.NextNormal();
        double activity = random.NextNormal();
        double income = group.Income * Exp(group.IncomeSpread * wealth);
        double tenure = Math.Min(50, group.Tenure * Exp(0.6 * random.NextNormal()));
        double balance = group.BalanceToIncome * income * Exp((group.BalanceSpread * random.NextNormal()) + (0.02 * (tenure - 8)));

        // Well-paid customers are lent to more readily, and more.
        bool hasLoan = random.NextUniform() < Logistic(group.LoanLogit + (0.3 * wealth));
        double lent = 0.7 * income * Exp(0.6 * random.NextNormal());
        double loan = hasLoan ? lent : 0;
        double instalment = income / 12 * (0.12 + (0.12 * random.NextUniform()));
        double months = hasLoan ? Math.Clamp(loan / instalment, 1, 360) : 0;
        bool usesCards = random.NextUniform() < 0.75;
        double cards = 0.03 * income * Exp((0.8 * random.NextNormal()) + (0.4 * group.RiskLogit));
        double debt = loan + (usesCards ? cards : 0);
        bool hasDefaulted = random.NextUniform() < Logistic(-4.5 + (1.2 * debt / income) + group.RiskLogit);

        // The gap since the last transaction is exponential, twice the mean gap as people pay in bursts, plus the silence of the dormant.
        double yearly = group.Transactions * Exp(0.5 * activity);
        double gap = -Log(random.NextUniform()) * 365 / yearly * 2;
        double silence = group.Dormancy * Exp(0.7 * random.NextNormal());
        double days = Math.Floor(Math.Min(365, gap + silence));
        double transactions = Math.Max(1, Math.Floor((yearly * (1 - (days / 365))) + 0.5));
        double ticket = group.Ticket * Exp((0.45 * random.NextNormal()) + (0.6 * group.IncomeSpread * wealth));
        // Nobody spends for long what is not earned.
        ticket = Math.Min(ticket, 1.2 * income / transactions);

        double score = 100 * Logistic(group.Engagement + (0.3 * activity) + (0.6 * random.NextNormal()));
        double products = Math.Floor((group.Products * Exp((0.3 * random.NextNormal()) + (0.1 * wealth))) + 0.5);
        products = Math.Clamp(products, hasLoan ? 2 : 1, 8);

        // What a year brings (interest margins, fees) times the years still to be expected, more for the loyal; a default costs most of it.
        double margin = (0.003 * balance) + (0.004 * debt) + (0.004 * transactions * ticket) + (0.003 * income) + (70 * products);
        double lifetimeValue = margin * (4 + (0.1 * Math.Min(tenure, 20))) * Exp(0.2 * random.NextNormal()) * (hasDefaulted ? 0.3 : 1);

        return new Customer
        {
            CustomerId = customerId,
            Income = Rounded(income, 100),
            Balance = Rounded(balance, 100),
            CustomerLifetimeValue = Rounded(lifetimeValue, 100),
            Debt = Rounded(debt, 100),
            Tenure = (int)tenure,
            CreditDefault = hasDefaulted ? 1 : 0,
            DaysFromLastTransaction = (int)days,
            AvgTransactionAmt = Rounded(ticket, 100),
            NumTransactions = (int)transactions,
            DigitalEngagementScore = Rounded(score, 10),
            LoanRepaymentTime = Rounded(months, 10),
            TotalProductsOwned = (int)products,
            HasLoan = hasLoan ? 1 : 0,
        };
    }

    /// <summary>The group that a customer was drawn from: what a clustering may hope to find again.</summary>
    internal CustomerGroup GroupOf(int customerId) => CustomerGroup.At(SplitMix64.For(seed, customerId).NextUniform());

    private IEnumerable<Customer> Enumerate(int count)
    {
        for (int made = 0; made < count; made++)
        {
            yield return Create(made + 1);
        }
    }

    // Not Math.Round: how it rounds at a number of digits is an implementation detail.
    private static double Rounded(double value, int unit) => Math.Floor((value * unit) + 0.5) / unit;
}
