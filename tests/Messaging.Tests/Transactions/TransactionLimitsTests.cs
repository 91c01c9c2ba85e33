using CsCheck;
using SegmentationUpdates.Messaging.Transactions;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Messaging.Tests.Transactions;

public class TransactionLimitsTests
{
    [Theory]
    [InlineData("transaction_id", "0")]
    [InlineData("transaction_id", "-1")]
    [InlineData("transaction_id", "-9223372036854775808")]
    [InlineData("customer_id", "0")]
    [InlineData("customer_id", "-42")]
    [InlineData("transaction_amt", "0")]
    [InlineData("transaction_amt", "-0.0")]
    [InlineData("transaction_amt", "-5")]
    [InlineData("transaction_amt", "1e-400")] // underflows to 0
    [InlineData("transaction_amt", "1000000000.01")]
    [InlineData("transaction_amt", "1e308")]
    [InlineData("transaction_amt", "1e400")] // overflows to infinity
    [InlineData("transaction_amt", "-1e400")]
    [InlineData("transaction_time", "\"1999-12-31T23:59:59.9999999Z\"")]
    [InlineData("transaction_time", "\"0001-01-01T00:00:00Z\"")]
    [InlineData("transaction_time", "\"2000-01-01T01:00:00+02:00\"")]
    [InlineData("transaction_time", "\"2026-03-04T12:05:00.0000001Z\"")]
    [InlineData("transaction_time", "\"2026-03-04T11:06:00-01:00\"")]
    [InlineData("transaction_time", "\"9999-12-31T23:59:59Z\"")]
    public void A_value_beyond_its_limit_is_invalid_and_its_field_named(string field, string value)
    {
        var rejection = TransactionCodec.TryDecode(MessageText.With(field, value), MessageText.Now, out _);

        Assert.NotNull(rejection);
        Assert.Equal(RejectionReason.Invalid, rejection.Reason);
        Assert.StartsWith(field, rejection.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("transaction_id", "1")]
    [InlineData("transaction_id", "9223372036854775807")]
    [InlineData("customer_id", "1")]
    [InlineData("customer_id", "2147483647")]
    [InlineData("transaction_amt", "5e-324")]
    [InlineData("transaction_amt", "1000000000")]
    [InlineData("transaction_amt", "1e9")]
    [InlineData("transaction_time", "\"2000-01-01T00:00:00Z\"")]
    [InlineData("transaction_time", "\"2026-03-04T12:05:00Z\"")]
    public void A_value_at_its_limit_is_taken(string field, string value) =>
        Assert.Null(TransactionCodec.TryDecode(MessageText.With(field, value), MessageText.Now, out _));

    [Fact]
    public void Only_what_is_positive_finite_and_of_this_time_is_a_transaction() => Gen.Select(
        Gen.Long, Gen.Int, Gen.Double, Gen.DateTime.Select(time => DateTime.SpecifyKind(time, DateTimeKind.Utc))).Sample((id, customer, amount, time) =>
        {
            var isGood = id > 0 && customer > 0 && amount > 0 && amount <= 1e9
                && time >= TransactionLimits.EarliestTime && time <= MessageText.Now.AddMinutes(5);

            Assert.Equal(isGood, TransactionLimits.Violation(new(id, customer, amount, time), MessageText.Now) is null);
        });

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void An_amount_that_is_no_number_violates_the_limits(double amount) =>
        Assert.NotNull(TransactionLimits.Violation(new(1, 1, amount, MessageText.Now), MessageText.Now));
}
