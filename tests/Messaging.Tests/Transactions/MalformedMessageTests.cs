using System.Text;
using CsCheck;
using SegmentationUpdates.Messaging.Transactions;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Messaging.Tests.Transactions;

public class MalformedMessageTests
{
    private const string Time = "transaction_time";

    [Fact]
    public void A_tombstone_is_empty()
    {
        Assert.Equal(RejectionReason.Empty, Reject(null).Reason);
        Assert.Equal(RejectionReason.Empty, Reject([]).Reason);
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("<xml/>")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("17")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{}")]
    [InlineData(" ")]
    [InlineData("{\"transaction_id\":1,}")]
    [InlineData("\0\0\0\0\u0005{}")]
    public void What_is_not_a_JSON_object_of_ours_is_malformed(string text) => AssertMalformed(Encoding.UTF8.GetBytes(text));

    [Fact]
    public void Every_truncated_message_is_malformed()
    {
        var whole = MessageText.Valid();
        for (var length = 1; length < whole.Length; length++)
        {
            AssertMalformed(whole[..length]);
        }
    }

    [Fact]
    public void Anything_after_the_message_makes_it_malformed()
    {
        AssertMalformed([.. MessageText.Valid(), .. MessageText.Valid()]);
        AssertMalformed([.. MessageText.Valid(), 0]);
    }

    [Fact]
    public void Deep_nesting_is_malformed_and_no_stack_overflow() =>
        AssertMalformed(MessageText.And("x", new string('[', 100_000) + new string(']', 100_000)));

    [Theory]
    [InlineData("transaction_id")]
    [InlineData("customer_id")]
    [InlineData("transaction_amt")]
    [InlineData("transaction_time")]
    public void A_missing_a_repeated_and_a_null_field_are_malformed_and_named(string field)
    {
        Assert.Contains(field, AssertMalformed(MessageText.Without(field)).Detail);
        Assert.Contains(field, AssertMalformed(MessageText.And(field, "1")).Detail);
        Assert.Contains(field, AssertMalformed(MessageText.With(field, "null")).Detail);
    }

    [Theory]
    [InlineData("transaction_id", "\"1x\"")]
    [InlineData("transaction_id", "\"\"")]
    [InlineData("transaction_id", "\" 1\"")]
    [InlineData("transaction_id", "1.5")]
    [InlineData("transaction_id", "9223372036854775808")]
    [InlineData("transaction_id", "1e3")]
    [InlineData("transaction_id", "{}")]
    [InlineData("customer_id", "9223372036854775808")]
    [InlineData("customer_id", "-2147483649")]
    [InlineData("customer_id", "null")]
    [InlineData("customer_id", "1.0")]
    [InlineData("customer_id", "true")]
    [InlineData("customer_id", "[1]")]
    [InlineData("transaction_amt", "\"10.00\"")]
    [InlineData("transaction_amt", "NaN")]
    [InlineData("transaction_amt", "Infinity")]
    [InlineData("transaction_amt", "\"NaN\"")]
    [InlineData("transaction_amt", "\"Infinity\"")]
    [InlineData("transaction_amt", "\"-Infinity\"")]
    [InlineData("transaction_amt", "1,5")]
    [InlineData("transaction_amt", ".5")]
    [InlineData("transaction_amt", "+5")]
    [InlineData("transaction_amt", "0x10")]
    [InlineData("transaction_amt", "010")]
    public void A_value_of_another_type_is_malformed(string field, string value) => AssertMalformed(MessageText.With(field, value));

    [Theory]
    [InlineData("\"2026-03-04T11:59:58\"")]
    [InlineData("\"2026-03-04 11:59:58Z\"")]
    [InlineData("\"2026-03-04\"")]
    [InlineData("\"2026-03-04T11:59:58+0200\"")]
    [InlineData("\"2026-03-04T11:59:58+02\"")]
    [InlineData("\"2026-02-30T11:59:58Z\"")]
    [InlineData("\"2026-03-04T24:59:58Z\"")]
    [InlineData("\"2026-03-04T11:59:58+15:00\"")]
    [InlineData("\"0001-01-01T00:00:00+14:00\"")]
    [InlineData("\"9999-12-31T23:59:59-14:00\"")]
    [InlineData("\"2026-03-04T11\\u003a59:58\"")]
    [InlineData("\"\"")]
    [InlineData("\"Z\"")]
    [InlineData("\"-12:00\"")]
    [InlineData("1772625598")]
    public void A_time_that_is_not_a_moment_with_an_offset_is_malformed(string time) =>
        Assert.Contains(Time, AssertMalformed(MessageText.With(Time, time)).Detail);

    [Theory]
    [InlineData(@"2026-03-04T13:59:58\u002B02:00")]
    [InlineData(@"2026-03-04T11\u003a59:58Z")]
    [InlineData(@"\u0032026-03-04T11:59:58\u005a")]
    public void A_time_whose_characters_are_escaped_is_the_same_time(string time)
    {
        Assert.Null(TransactionCodec.TryDecode(MessageText.With(Time, $"\"{time}\""), MessageText.Now, out var transaction));

        Assert.Equal(MessageText.Now.AddSeconds(-2), transaction.Time);
    }

    [Theory]
    [InlineData("customer_id", "42.0", "customer_id must be the customer's id: a whole number from 1 to 9223372036854775807, or a text, not 42.0")]
    [InlineData("transaction_id", "[1, 2]", "transaction_id must be a whole number from 1 to 9223372036854775807, as a number or as a text, not [1, 2]")]
    [InlineData("transaction_id", "\"7.5\"", "transaction_id must be a whole number from 1 to 9223372036854775807, as a number or as a text, not \"7.5\"")]
    [InlineData("transaction_amt", "\"1,5\"", "transaction_amt must be a number with a decimal point, without quotes, not \"1,5\"")]
    [InlineData("transaction_amt", "1,5", "this is no JSON after byte 72")]
    [InlineData("transaction_time", "null", "transaction_time must be ISO 8601 with an offset, such as \"2026-01-31T08:30:00.123Z\", not null")]
    public void A_wrong_value_is_named_with_what_it_must_be(string field, string value, string detail) =>
        Assert.Equal(detail, AssertMalformed(MessageText.With(field, value)).Detail);

    [Theory]
    [InlineData("[]", "a transaction is a JSON object, not []")]
    [InlineData("17", "a transaction is a JSON object, not 17")]
    [InlineData("{}", "transaction_id, customer_id, transaction_amt, transaction_time are missing")]
    [InlineData("{\n \"a\": 1,\n}", "this is no JSON after byte 11")]
    [InlineData("{\"a\":1,\"a\":2}", "a stands twice")]
    [InlineData("nonsense", "this is no JSON after byte 1")]
    public void What_is_no_transaction_is_told_in_its_senders_words(string text, string detail) =>
        Assert.Equal(detail, AssertMalformed(Encoding.UTF8.GetBytes(text)).Detail);

    [Fact]
    public void Random_bytes_are_rejected_and_never_throw() =>
        Gen.Byte.Array[0, 200].Sample(bytes => Assert.NotNull(TransactionCodec.TryDecode(bytes, MessageText.Now, out _)));

    [Fact]
    public void A_message_with_damaged_bytes_never_throws() => Gen.Select(
        Gen.Int[0, MessageText.Valid().Length - 1], Gen.Byte, Gen.Int[0, MessageText.Valid().Length - 1], Gen.Byte).Sample((i, a, j, b) =>
        {
            var bytes = MessageText.Valid();
            (bytes[i], bytes[j]) = (a, b);
            if (TransactionCodec.TryDecode(bytes, MessageText.Now, out var transaction) is null)
            {
                Assert.Null(TransactionLimits.Violation(transaction, MessageText.Now));
            }
        }, iter: 20_000);

    [Theory]
    [InlineData(@"\ud800")]
    [InlineData(@"\udc00\ud800")]
    public void Text_that_is_no_Unicode_in_a_name_or_a_value_never_throws(string text)
    {
        TransactionCodec.TryDecode(MessageText.And(text, "1"), MessageText.Now, out _);
        TransactionCodec.TryDecode(MessageText.And("x", $"\"{text}\""), MessageText.Now, out _);
        AssertMalformed(MessageText.With(Time, $"\"{text}\""));
    }

    [Fact]
    public void The_detail_of_a_rejection_stays_short_whatever_the_message_holds()
    {
        var name = new string('n', 100_000);
        foreach (var value in (string[])["[", "[1,", "{\"a\":{\"a\":tru", "\"\\ud800\"", "NaN"])
        {
            var message = Encoding.UTF8.GetBytes($"{{\"{name}\":{{\"{name}\":{value}");
            Assert.InRange(AssertMalformed(message).Detail.Length, 1, 500);
        }

        Assert.InRange(AssertMalformed(Encoding.UTF8.GetBytes($"{{\"{name}\":1,\"{name}\":1}}")).Detail.Length, 1, 500);
    }

    private static Rejection Reject(byte[]? value)
    {
        var rejection = TransactionCodec.TryDecode(value, MessageText.Now, out _);
        Assert.NotNull(rejection);
        return rejection;
    }

    private static Rejection AssertMalformed(byte[] value)
    {
        var rejection = Reject(value);
        Assert.Equal(RejectionReason.Malformed, rejection.Reason);
        return rejection;
    }
}
