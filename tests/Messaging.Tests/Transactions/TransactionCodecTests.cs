using System.Text;
using CsCheck;
using SegmentationUpdates.Messaging.Transactions;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Messaging.Tests.Transactions;

public class TransactionCodecTests
{
    private static readonly Gen<Transaction> Transactions = Gen.Select(
        Gen.Long[1, long.MaxValue],
        Gen.Int[1, int.MaxValue],
        Gen.OneOf(Gen.Double[double.Epsilon, TransactionLimits.MaxAmount], Gen.Int[1, 1_000_000].Select(cents => cents / 100.0)),
        Gen.Long[TransactionLimits.EarliestTime.Ticks, (MessageText.Now + TransactionLimits.MaxClockSkew).Ticks],
        (id, customer, amount, ticks) => new Transaction(id, customer, amount, new DateTime(ticks, DateTimeKind.Utc)));

    [Fact]
    public void What_is_encoded_is_decoded_to_the_last_bit() => Transactions.Sample(sent =>
    {
        Assert.Null(TransactionCodec.TryDecode(TransactionCodec.Encode(sent), MessageText.Now, out var received));
        Assert.Equal(sent, received);
        Assert.Equal(DateTimeKind.Utc, received.Time.Kind);
    });

    [Fact]
    public void A_message_is_JSON_with_the_names_of_the_columns()
    {
        var text = Encoding.UTF8.GetString(TransactionCodec.Encode(new(7, 3, 12.5, new DateTime(2026, 1, 31, 8, 30, 0, 123, DateTimeKind.Utc))));

        Assert.Equal(
            """{"transaction_id":7,"customer_id":3,"transaction_amt":12.5,"transaction_time":"2026-01-31T08:30:00.123Z"}""", text);
    }

    [Theory]
    [InlineData("9007199254740993")]
    [InlineData("\"9007199254740993\"")]
    public void An_id_may_be_a_number_or_a_text(string id)
    {
        Assert.Null(TransactionCodec.TryDecode(MessageText.With(TransactionMessage.IdField, id), MessageText.Now, out var transaction));

        Assert.Equal(9_007_199_254_740_993, transaction.TransactionId);
    }

    [Theory]
    [InlineData(1, "1")]
    [InlineData(int.MaxValue, "2147483647")]
    public void The_key_is_the_customer_in_decimal(int customerId, string key) =>
        Assert.Equal(key, Encoding.UTF8.GetString(TransactionCodec.EncodeKey(customerId)));

    [Fact]
    public void The_order_of_the_fields_and_space_between_them_do_not_matter()
    {
        var value = """

            { "transaction_time" : "2026-03-04T11:59:58.25Z", "transaction_amt": 19.99,
              "customer_id":42 , "transaction_id":9007199254740993 }
            """u8.ToArray();

        Assert.Equal(Decode(MessageText.Valid()), Decode(value));
    }

    [Fact]
    public void An_id_beyond_the_precision_of_a_double_is_read_exactly() =>
        Assert.Equal(9007199254740993, Decode(MessageText.Valid()).TransactionId);

    [Theory]
    [InlineData("channel", "\"mobile\"")]
    [InlineData("merchant", """{"name":"caf\u00e9","tags":[1,2,{"a":null}]}""")]
    [InlineData("Customer_Id", "\"not ours\"")]
    public void Fields_that_others_have_added_are_ignored(string name, string value) =>
        Assert.Equal(Decode(MessageText.Valid()), Decode(MessageText.And(name, value)));

    [Theory]
    [InlineData("2026-03-04T13:59:58.25+02:00")]
    [InlineData("2026-03-04T06:29:58.25-05:30")]
    [InlineData("2026-03-04T11:59:58.25-00:00")]
    [InlineData("2026-03-04T11:59:58.2500000Z")]
    public void A_time_is_converted_to_UTC_from_its_offset(string time) =>
        Assert.Equal(Decode(MessageText.Valid()), Decode(MessageText.With("transaction_time", $"\"{time}\"")));

    [Fact]
    public void Escaped_names_are_the_same_names() =>
        Assert.Equal(
            Decode(MessageText.Valid()),
            Decode(Encoding.UTF8.GetBytes(
                Encoding.UTF8.GetString(MessageText.Valid()).Replace("customer_id", @"\u0063ustomer_id", StringComparison.Ordinal))));

    private static Transaction Decode(byte[] value)
    {
        Assert.Null(TransactionCodec.TryDecode(value, MessageText.Now, out var transaction));
        return transaction;
    }
}
