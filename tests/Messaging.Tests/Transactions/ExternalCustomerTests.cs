using System.Text;
using SegmentationUpdates.Messaging.Transactions;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Messaging.Tests.Transactions;

/// <summary>Customers whom messages name by the bank's own ids.</summary>
public class ExternalCustomerTests
{
    [Theory]
    [InlineData("\"K-17\"", "K-17")]
    [InlineData("\"42\"", "42")]
    [InlineData("\"M\\u00fcller / \\\"a\\\"\"", "Müller / \"a\"")]
    [InlineData("2147483648", "2147483648")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    public void A_text_or_a_long_number_is_the_banks_own_id(string json, string id)
    {
        Assert.Null(TransactionCodec.TryDecode(MessageText.With("customer_id", json), MessageText.Now, out var transaction));

        Assert.Equal((0, id), (transaction.CustomerId, transaction.ExternalCustomerId));
    }

    [Fact]
    public void It_travels_as_a_text_and_is_the_key()
    {
        var sent = new Transaction(7, 0, 12.5, MessageText.Now) { ExternalCustomerId = "K-\u00fc/17" };

        Assert.Equal("K-\u00fc/17", Encoding.UTF8.GetString(TransactionCodec.EncodeKey(sent)));
        Assert.Null(TransactionCodec.TryDecode(TransactionCodec.Encode(sent), MessageText.Now, out var received));
        Assert.Equal(sent, received);
    }

    [Theory]
    [InlineData("\"\"", "customer_id: the id is missing")]
    [InlineData("\"a\\nb\"", "customer_id: an id has no line breaks")]
    [InlineData("\"a\\u0000b\"", "customer_id: an id has no line breaks or other control characters")]
    public void What_can_be_no_id_is_refused(string json, string because)
    {
        var rejection = TransactionCodec.TryDecode(MessageText.With("customer_id", json), MessageText.Now, out _);

        Assert.Equal(RejectionReason.Invalid, rejection!.Reason);
        Assert.StartsWith(because, rejection.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_of_a_surrogate_pair_is_no_text()
    {
        var rejection = TransactionCodec.TryDecode(MessageText.With("customer_id", "\"\\ud800\""), MessageText.Now, out _);

        Assert.Equal(RejectionReason.Malformed, rejection!.Reason);
    }
}
