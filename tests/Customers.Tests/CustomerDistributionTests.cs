namespace SegmentationUpdates.Customers.Tests;

public class CustomerDistributionTests
{
    private static readonly CustomerGenerator Generator = new(1);

    private static readonly Customer[] Customers = [.. Generator.Generate(20_000)];

    [Fact]
    public void Every_value_is_possible_and_consistent() => Assert.All(Customers, c =>
    {
        Assert.True(c is { Income: > 0, Balance: > 0, CustomerLifetimeValue: > 0, Debt: >= 0, AvgTransactionAmt: > 0, Segment: null });
        Assert.True(c is { Tenure: >= 0 and <= 50, DaysFromLastTransaction: >= 0 and <= 365, NumTransactions: >= 1 });
        Assert.True(c is { DigitalEngagementScore: >= 0 and <= 100, TotalProductsOwned: >= 1 and <= 8, CreditDefault: 0 or 1 });
        Assert.True(c is { HasLoan: 0, LoanRepaymentTime: 0 } or { HasLoan: 1, LoanRepaymentTime: >= 1 and <= 360, Debt: > 0, TotalProductsOwned: >= 2 });
        Assert.True(c.NumTransactions * c.AvgTransactionAmt <= (1.2 * c.Income) + c.NumTransactions);
        Assert.Equal(c.Income, Math.Round(c.Income, 2));
    });

    [Theory]
    [InlineData("income", 1.2)]
    [InlineData("balance", 2)]
    [InlineData("debt", 2)]
    [InlineData("customer_lifetime_value", 1.25)]
    [InlineData("days_from_last_transaction", 2)]
    [InlineData("avg_transaction_amt", 1.2)]
    public void Money_and_recency_are_skewed_to_the_right(string column, double least)
    {
        double[] values = [.. Values(column).Order()];
        Assert.InRange(values.Average() / values[values.Length / 2], least, 100);
    }

    [Theory]
    [InlineData("debt", "has_loan", 0.3, 1)]
    [InlineData("has_loan", "loan_repayment_time", 0.5, 1)]
    [InlineData("income", "balance", 0.3, 0.9)]
    [InlineData("income", "debt", 0.2, 0.9)]
    [InlineData("income", "avg_transaction_amt", 0.3, 0.9)]
    [InlineData("customer_lifetime_value", "income", 0.3, 0.95)]
    [InlineData("customer_lifetime_value", "balance", 0.3, 0.95)]
    [InlineData("customer_lifetime_value", "tenure", 0.2, 0.9)]
    [InlineData("customer_lifetime_value", "total_products_owned", 0.2, 0.9)]
    [InlineData("num_transactions", "digital_engagement_score", 0.3, 0.9)]
    [InlineData("num_transactions", "days_from_last_transaction", -0.9, -0.3)]
    [InlineData("credit_default", "debt", 0.03, 0.5)]
    public void Columns_go_together_as_a_banker_expects(string one, string other, double low, double high) =>
        Assert.InRange(Correlation([.. Values(one)], [.. Values(other)]), low, high);

    [Fact]
    public void Defaults_are_rare_and_more_likely_the_more_is_owed_of_the_income()
    {
        Assert.InRange(Values("credit_default").Average(), 0.01, 0.06);
        double[] quarters = [.. Customers.OrderBy(c => c.Debt / c.Income).Chunk(Customers.Length / 4).Select(q => q.Average(c => c.CreditDefault))];
        Assert.True(quarters[3] > 2 * quarters[0]);
    }

    [Fact]
    public void The_groups_have_their_shares()
    {
        Assert.Equal(1, CustomerGroup.All.Sum(g => g.Share), 12);
        ILookup<CustomerGroup, Customer> groups = Customers.ToLookup(c => Generator.GroupOf(c.CustomerId));
        Assert.All(CustomerGroup.All, g => Assert.InRange((double)groups[g].Count() / Customers.Length, g.Share - 0.015, g.Share + 0.015));
    }

    [Fact]
    public void The_groups_differ_but_overlap()
    {
        ILookup<CustomerGroup, Customer> groups = Customers.ToLookup(c => Generator.GroupOf(c.CustomerId));
        double Quantile(CustomerGroup group, double p, Func<Customer, double> value)
        {
            double[] values = [.. groups[group].Select(value).Order()];
            return values[(int)(p * (values.Length - 1))];
        }

        Assert.True(Quantile(CustomerGroup.Affluent, 0.5, c => c.Income) > 2 * Quantile(CustomerGroup.MassMarket, 0.5, c => c.Income));
        Assert.True(Quantile(CustomerGroup.Affluent, 0.05, c => c.Income) < Quantile(CustomerGroup.MassMarket, 0.95, c => c.Income));
        Assert.True(Quantile(CustomerGroup.Dormant, 0.5, c => c.DaysFromLastTransaction) > 90);
        Assert.True(Quantile(CustomerGroup.MassMarket, 0.5, c => c.DaysFromLastTransaction) < 15);
        Assert.True(
            Quantile(CustomerGroup.Dormant, 0.05, c => c.DaysFromLastTransaction)
            < Quantile(CustomerGroup.MassMarket, 0.99, c => c.DaysFromLastTransaction) * 3);
        Assert.True(Quantile(CustomerGroup.YoungDigital, 0.5, c => c.DigitalEngagementScore) > 70);
        Assert.True(
            Quantile(CustomerGroup.YoungDigital, 0.05, c => c.DigitalEngagementScore)
            < Quantile(CustomerGroup.MassMarket, 0.9, c => c.DigitalEngagementScore));
    }

    private static IEnumerable<double> Values(string column) => Customers.Select(CustomerColumns.Getter(column));

    private static double Correlation(double[] x, double[] y)
    {
        (double meanX, double meanY) = (x.Average(), y.Average());
        double covariance = x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum();
        return covariance / Math.Sqrt(x.Sum(a => (a - meanX) * (a - meanX)) * y.Sum(b => (b - meanY) * (b - meanY)));
    }
}
