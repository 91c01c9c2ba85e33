using SegmentationUpdates.Standalone.Tests.Tabular;

namespace SegmentationUpdates.Standalone.Tests.History;

/// <summary>Customers clustered by their transactions alone.</summary>
public sealed class RecencyTests : IDisposable
{
    // Ada pays often and much, Bo paid long ago, Cy was only paid back.
    private const string Text = """
        InvoiceNo,Quantity,InvoiceDate,UnitPrice,CustomerID
        1,2,2025-03-01 10:00,10,ada
        1,1,2025-03-01 10:00,5,ada
        2,1,2025-03-30 09:00,100,ada
        C3,-1,2025-03-31 09:00,20,ada
        4,1,2025-01-02 09:00,3,bo
        5,1,2025-03-20 09:00,7,dee
        6,1,2025-03-21 09:00,9,dee
        C7,-1,2025-03-01 09:00,7,cy
        8,1,2025-03-01 09:00,7,

        """;

    private readonly Clustered _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public void Recency_frequency_and_monetary_value_are_as_of_the_end_of_the_last_day()
    {
        var lines = Run();

        Assert.Equal(
            ["customer_id,recency_days,frequency,monetary", "ada,1,2,105", "bo,88,1,3", "dee,10,2,16"],
            lines.Select(line => string.Join(',', line.Split(',').Take(4))));
        Assert.Contains("customer: CustomerID; time: InvoiceDate; amount: Quantity × UnitPrice; id: InvoiceNo; as of 2025-04-01 00:00 UTC", _cluster.Printed);
        Assert.Contains("1 of 9 transactions without a customer, an amount or a time were left out", _cluster.Printed);
        Assert.Contains("1 customers have no payment, only what was paid back to them, and were left out", _cluster.Printed);
    }

    [Fact]
    public void Only_what_was_before_a_moment_counts()
    {
        var lines = Run(new DateTime(2025, 3, 21, 0, 0, 0, DateTimeKind.Utc));

        Assert.Equal(["ada,19,1,25", "bo,77,1,3", "dee,0,1,7"], lines.Skip(1).Select(line => string.Join(',', line.Split(',').Take(4))));
        Assert.Contains("3 of 9 transactions are of that moment or later and were left out", _cluster.Printed);
    }

    [Theory]
    [InlineData(true, null, "--customers and --transactions name two tables")]
    [InlineData(false, null, "--customers FILE or --transactions FILE is missing")]
    [InlineData(true, "2025-01-01", "--as-of has no effect on --customers")]
    public void Options_that_do_not_go_together_are_refused(bool customers, string? asOf, string problem) => Assert.Contains(
        problem,
        _cluster.Error("a,b\n1,2\n", s => s with
        {
            Customers = customers ? s.Customers : null,
            Transactions = customers && asOf is null ? s.Customers : null,
            AsOf = asOf is null ? null : DateTime.Parse(asOf),
        }));

    private string[] Run(DateTime? asOf = null) =>
        _cluster.Run(Text, s => s with { Transactions = s.Customers, Customers = null, AsOf = asOf, WithInput = true });
}
