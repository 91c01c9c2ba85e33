using SegmentationUpdates.Messaging.Transactions;
using SegmentationUpdates.Standalone.Errors;
using SegmentationUpdates.Standalone.History;
using SegmentationUpdates.Tables;
using SegmentationUpdates.Tables.Columns;
using SegmentationUpdates.Tables.Sources;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Standalone.Tests.History;

public sealed class HistoryReaderTests : IDisposable
{
    private static readonly DateTime Now = new(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_of_invoices_is_read_as_its_owner_has_it()
    {
        var read = Read("""
            InvoiceNo;Quantity;InvoiceDate;UnitPrice;CustomerID;Country
            536365;6;13.02.2011 08:26;2,55;17850.0;France
            536366;1;01.03.2011;1.234,50;;France
            C53637;-1;01.03.2011;2,00;17850.0;France

            """);

        Assert.Equal((17850, null, 15.299999999999999, new DateTime(2011, 2, 13, 8, 26, 0, DateTimeKind.Utc)),
            (read[0].Transaction.CustomerId, read[0].Transaction.ExternalCustomerId, read[0].Transaction.Amount, read[0].Transaction.Time));
        Assert.Equal([(2, null), (3, "no customer"), (4, "an amount that is not above 0")], read.Select(entry => (entry.Line, entry.Refusal)));
    }

    [Theory]
    [InlineData("1,,5,2026-01-01T00:00:00Z", "no customer")]
    [InlineData("1,7,,2026-01-01T00:00:00Z", "no amount")]
    [InlineData("1,7,0,2026-01-01T00:00:00Z", "an amount that is not above 0")]
    [InlineData("1,7,1000000001,2026-01-01T00:00:00Z", "an amount above 1,000,000,000")]
    [InlineData("1,7,5,", "no time")]
    [InlineData("1,7,5,1999-12-31T00:00:00Z", "a time before 2000")]
    [InlineData("1,7,5,2026-02-01T00:00:00Z", "a time in the future")]
    [InlineData(",7,5,2026-01-01T00:00:00Z", "no id")]
    [InlineData("A1,7,5,2026-01-01T00:00:00Z", "an id that is no whole number from 1")]
    [InlineData("0,7,5,2026-01-01T00:00:00Z", "an id that is no whole number from 1")]
    [InlineData("9,8,5,2026-01-01T00:00:00Z", "an id that another transaction of the file has")]
    public void A_row_that_is_no_transaction_is_refused_for_its_reason(string row, string reason)
    {
        var read = Read($"transaction_id,customer_id,transaction_amt,transaction_time\n9,7,5,2026-01-01T00:00:00Z\n{row}\n");

        Assert.Equal([null, reason], read.Select(entry => entry.Refusal));
    }

    [Fact]
    public void The_same_transaction_under_the_same_id_is_there_twice()
    {
        var read = Read("transaction_id,customer_id,transaction_amt,transaction_time\n9,K-17,5,2026-01-01T00:00:00Z\n9,K-17,5.0,2026-01-01\n");

        Assert.Equal([(null, false), (null, true)], read.Select(entry => (entry.Refusal, entry.IsRepeated)));
        Assert.Equal((9L, "K-17"), (read[0].Transaction.TransactionId, read[0].Transaction.ExternalCustomerId));
    }

    [Fact]
    public void Without_ids_a_payment_has_the_same_id_in_every_file_and_those_that_are_alike_are_counted()
    {
        var first = Read("customer_id,amount,date\n7,5,2025-01-01\nK-17,5,2025-01-01\n7,5,2025-01-01\n7,5,2025-01-02\n");
        var second = Read("Datum;Betrag;customer_id\n2025-01-02;5,00;7\n2025-01-01;5,00;7\n2025-01-01;5,00;7\n2025-01-01;5,00;7\n");

        var ids = first.Select(entry => entry.Transaction.TransactionId).ToList();
        Assert.Equal(4, ids.Distinct().Count());
        Assert.All(ids, id => Assert.True(id > 0));
        Assert.True(ids[3] > ids.Take(3).Max(), "Ids grow with the days.");
        Assert.Equal([ids[3], ids[0], ids[2]], second.Take(3).Select(entry => entry.Transaction.TransactionId));
        Assert.DoesNotContain(second[3].Transaction.TransactionId, ids);
    }

    // An id that another release would make otherwise would store every payment a second time.
    [Fact]
    public void The_ids_never_change() => Assert.Equal(
        2579092758791360967, new RowIds().Next("K-17", 19.95, new DateTime(2025, 1, 31, 8, 30, 0, DateTimeKind.Utc)));

    [Theory]
    [InlineData("customer_id,amount,note\n1,5,x\n", "no column is transaction_time. Name it, as in --map transaction_time=COLUMN.")]
    [InlineData("client,amount,date\n1,5,2025-01-01\n", "no column is customer_id")]
    [InlineData("customer_id,qty,date\n1,5,2025-01-01\n", "no column is transaction_amt, and there are no quantity and unit_price either")]
    public void A_column_that_is_missing_is_named_with_the_option(string text, string problem) =>
        Assert.Contains(problem, Assert.Throws<UsageException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("customer_id,amount,date\n1,5,2025-01-01\n1,five,2025-01-01\n", "line 3, column 'amount', value 'five'")]
    [InlineData("customer_id,amount,date\n1,5,2025-01-01\n1,5,yesterday\n", "column 'date' has values that are no dates of one form")]
    [InlineData("customer_id,amount,date\n1,5,03/04/2025\n", "--date-order")]
    public void A_column_that_is_not_what_it_must_be_is_an_error(string text, string problem) =>
        Assert.Contains(problem, Assert.Throws<TableException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void What_was_made_of_a_row_is_a_valid_message()
    {
        var entry = Assert.Single(Read("customer_id,amount,date\n5000000000,5,2025-01-01T08:00:00+02:00\n"));

        Assert.Null(TransactionCodec.TryDecode(TransactionCodec.Encode(entry.Transaction), Now, out var received));
        Assert.Equal(entry.Transaction, received);
        Assert.Equal(("5000000000", 6), (received.ExternalCustomerId, received.Time.Hour));
    }

    private List<HistoryEntry> Read(string text)
    {
        using var file = TableFile.Open(_folder.Write("t.csv", text));
        var table = Table.Scan(file, null, TestContext.Current.CancellationToken);
        return [.. new HistoryReader(table, HistoryColumns.Find(table, TransactionMessage.IdField), Now).Read(TestContext.Current.CancellationToken)];
    }
}
