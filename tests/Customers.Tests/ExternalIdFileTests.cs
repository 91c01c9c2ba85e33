using SegmentationUpdates.Tables.Sources;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Customers.Tests;

/// <summary>Customers whom the bank knows by text or by long numbers.</summary>
public sealed class ExternalIdFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("K-17")]
    [InlineData("2c6f1b1e-9d5a-4e5e-8f43-7c0d6f3f2a11")]
    [InlineData("9007199254740993")] // A double would make 9007199254740992 of it.
    [InlineData("2147483648")]
    [InlineData("007")]
    [InlineData("Müller, Özgür")]
    public void An_id_that_is_no_number_of_32_bits_is_kept_as_it_is(string id)
    {
        var customers = Read(CustomerFiles.Row1With("customer_id", $"\"{id}\""), CustomerFiles.Row2);

        Assert.Equal([(0, id), (0, "2")], customers.Select(customer => (customer.CustomerId, customer.ExternalId)));
    }

    [Fact]
    public void Numbers_of_32_bits_are_the_ids_themselves() => Assert.Equal(
        [(int.MaxValue, null), (2, null)],
        Read(CustomerFiles.Row1With("customer_id", "2147483647.0"), CustomerFiles.Row2).Select(customer => (customer.CustomerId, customer.ExternalId)));

    [Theory]
    [InlineData("", "the id is missing")]
    [InlineData("K-17", "the id is already in line 2")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901", "100 characters at most")]
    public void A_bad_id_is_named_with_its_line(string id, string problem)
    {
        var e = Assert.Throws<TableException>(() => Read(
            CustomerFiles.Row1With("customer_id", "K-17"), CustomerFiles.Row1With("customer_id", id)));

        Assert.Equal((3L, "customer_id", id), (e.Line, e.Column, e.Value));
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_as_a_bank_has_it_is_loaded_by_naming_its_columns()
    {
        var path = _folder.Write("kunden.csv", """
            Kunden der Filiale Nord
            Client No;Einkommen;balance;customer_lifetime_value;debt;tenure;Ausfall;days_from_last_transaction;avg_transaction_amt;num_transactions;digital_engagement_score;loan_repayment_time;total_products_owned;has_loan;Name
            K-17;1.250,50;-12,25;3000;100,01;7.0;no;3;42,5;120;61,5;0;2;0;Ada
            K-18;31.000,00 €;800;900;12.000,00;2;yes;90;20;15;30;36,5;3;1;Bo

            """);
        var options = new TableOptions
        {
            Map = [new("customer_id", "Client No"), new("income", "Einkommen"), new("credit_default", "Ausfall")],
        };
        using var file = CustomerFile.Open(path, options);

        var customers = file.Read(null, TestContext.Current.CancellationToken).All(TestContext.Current.CancellationToken).ToList();

        Assert.Equal(["Name"], file.Ignored);
        Assert.Equal(
            [("K-17", 1250.5, -12.25, 100.01, 7, 0), ("K-18", 31000, 800, 12000, 2, 1)],
            customers.Select(c => (c.ExternalId!, c.Income, c.Balance, c.Debt, c.Tenure, c.CreditDefault)));
    }

    private List<Customer> Read(params string[] rows) =>
        [.. CustomerFile.Read(_folder.Write("c.csv", CustomerFiles.Text(rows)), cancellationToken: TestContext.Current.CancellationToken)];
}
