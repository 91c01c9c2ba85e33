using System.Collections.Immutable;

namespace SegmentationUpdates.Customers;

/// <summary>
/// A kind of customer that the generator mixes in. Medians are of lognormal variables, spreads the standard deviations of their logs:
/// wide enough that the groups overlap, as real ones do.
/// </summary>
internal sealed record CustomerGroup
{
    public static readonly CustomerGroup Affluent = new()
    {
        Share = 0.18,
        Income = 70_000, IncomeSpread = 0.5, BalanceToIncome = 0.45, BalanceSpread = 0.9, Tenure = 12,
        Transactions = 190, Ticket = 85, Dormancy = 0, Engagement = 0.5, Products = 3.5, LoanLogit = -0.4, RiskLogit = -0.8,
    };

    /// <summary>Budget-conscious.</summary>
    public static readonly CustomerGroup MassMarket = new()
    {
        Share = 0.42,
        Income = 34_000, IncomeSpread = 0.45, BalanceToIncome = 0.14, BalanceSpread = 1.0, Tenure = 8,
        Transactions = 110, Ticket = 45, Dormancy = 0, Engagement = -0.1, Products = 2.4, LoanLogit = 0, RiskLogit = 0,
    };

    public static readonly CustomerGroup YoungDigital = new()
    {
        Share = 0.18,
        Income = 27_000, IncomeSpread = 0.35, BalanceToIncome = 0.07, BalanceSpread = 0.9, Tenure = 2.5,
        Transactions = 190, Ticket = 28, Dormancy = 0, Engagement = 1.4, Products = 2.2, LoanLogit = -0.9, RiskLogit = 0.2,
    };

    /// <summary>At risk of leaving.</summary>
    public static readonly CustomerGroup Dormant = new()
    {
        Share = 0.22,
        Income = 29_000, IncomeSpread = 0.45, BalanceToIncome = 0.10, BalanceSpread = 1.1, Tenure = 9,
        Transactions = 25, Ticket = 34, Dormancy = 70, Engagement = -1.1, Products = 1.6, LoanLogit = -0.7, RiskLogit = 0.9,
    };

    public static readonly ImmutableArray<CustomerGroup> All = [Affluent, MassMarket, YoungDigital, Dormant];

    /// <summary>Of all customers; the shares add up to 1.</summary>
    public required double Share { get; init; }

    /// <summary>Median, a year.</summary>
    public required double Income { get; init; }

    public required double IncomeSpread { get; init; }

    /// <summary>Median balance in years of income.</summary>
    public required double BalanceToIncome { get; init; }

    public required double BalanceSpread { get; init; }

    /// <summary>Median, years.</summary>
    public required double Tenure { get; init; }

    /// <summary>Median number in twelve months.</summary>
    public required double Transactions { get; init; }

    /// <summary>Median amount of a transaction.</summary>
    public required double Ticket { get; init; }

    /// <summary>Median days of silence on top of the usual gap between transactions.</summary>
    public required double Dormancy { get; init; }

    /// <summary>Log-odds of the median digital engagement score in 0 to 100.</summary>
    public required double Engagement { get; init; }

    /// <summary>Median.</summary>
    public required double Products { get; init; }

    /// <summary>Log-odds of having a loan.</summary>
    public required double LoanLogit { get; init; }

    /// <summary>Added to the log-odds of a default.</summary>
    public required double RiskLogit { get; init; }

    /// <summary>The group at a uniform random number.</summary>
    public static CustomerGroup At(double uniform)
    {
        foreach (CustomerGroup group in All)
        {
            uniform -= group.Share;
            if (uniform < 0)
            {
                return group;
            }
        }

        return Dormant;
    }
}
