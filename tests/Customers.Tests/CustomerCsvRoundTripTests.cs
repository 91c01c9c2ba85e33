using CsCheck;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Customers.Tests;

public class CustomerCsvRoundTripTests
{
    private static readonly Gen<double> Number = Gen.Double.Where(value => Math.Abs(value) <= 1e15);

    private static readonly Gen<int> Count = Gen.Int[0, 730_000];

    private static readonly Gen<int> Flag = Gen.Int[0, 1];

    // Every character that could be mistaken for syntax, and some beyond one byte and one char. None at all, and blanks alone, are null.
    private static readonly string[] Characters = ["a", "Z", " ", ",", "\"", ";", "\t", "=", "-", "é", "客", "\U0001F600"];

    private static readonly Gen<string?> Segment = Gen.Int[0, Characters.Length - 1].Array[0, 50]
        .Select(string? (drawn) => drawn.Length == 0 ? null : Trimmed(string.Concat(drawn.Select(i => Characters[i]))));

    private static string? Trimmed(string text) => text.Trim() is { Length: > 0 } trimmed ? trimmed : null;

    private static readonly Gen<Customer> Customers =
        from money in Number.Array[2]
        from positive in Number.Select(Math.Abs).Array[4]
        from score in Gen.Double[0, 100]
        from counts in Count.Array[4]
        from flags in Flag.Array[2]
        from segment in Segment
        select new Customer
        {
            CustomerId = 1,
            Income = positive[0],
            Balance = money[0],
            CustomerLifetimeValue = money[1],
            Debt = positive[1],
            Tenure = counts[0],
            CreditDefault = flags[0],
            DaysFromLastTransaction = counts[1],
            AvgTransactionAmt = positive[2],
            NumTransactions = counts[2],
            DigitalEngagementScore = score,
            LoanRepaymentTime = positive[3],
            TotalProductsOwned = counts[3],
            HasLoan = flags[1],
            Segment = segment,
        };

    [Fact]
    public void What_was_written_is_read_back_to_the_last_bit() => Customers.Array[0, 20].Sample(
        drawn =>
        {
            using var folder = new TemporaryFolder();
            Customer[] customers = [.. drawn.Select((c, i) => c with { CustomerId = int.MaxValue - i })];
            CustomerCsvWriter.Write(folder["c.csv"], customers, TestContext.Current.CancellationToken);
            Assert.Equal(customers, CustomerFile.Read(folder["c.csv"], cancellationToken: TestContext.Current.CancellationToken));
        },
        iter: 200,
        threads: 1);

    [Fact]
    public void Numbers_are_written_in_their_shortest_form() => Number.Array[1, 50].Sample(
        numbers =>
        {
            using var folder = new TemporaryFolder();
            IEnumerable<Customer> customers = numbers.Select((n, i) => CustomerFiles.First with { CustomerId = i + 1, Income = n });
            CustomerCsvWriter.Write(folder["c.csv"], customers, TestContext.Current.CancellationToken);
            IEnumerable<string> written = File.ReadLines(folder["c.csv"]).Skip(1).Select(line => line.Split(',')[1]);
            Assert.Equal(numbers.Select(n => n.ToString("R").Length), written.Select(w => w.Length));
        },
        iter: 100,
        threads: 1);

    [Fact]
    public void Generated_customers_are_read_back_the_same()
    {
        using var folder = new TemporaryFolder();
        IEnumerable<Customer> customers = new CustomerGenerator(7).Generate(3_000).Select(c => c with { Segment = $"Segment {c.CustomerId % 3}" });
        Assert.Equal(3_000, CustomerCsvWriter.Write(folder["c.csv"], customers, TestContext.Current.CancellationToken));
        Assert.Equal(customers, CustomerFile.Read(folder["c.csv"], cancellationToken: TestContext.Current.CancellationToken));
    }
}
