using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using SegmentationUpdates.Customers;

namespace SegmentationUpdates.Messaging.Transactions;

/// <summary>Writes transactions to Kafka messages and reads them back.</summary>
public static class TransactionCodec
{
    /// <summary>
    /// The key of a customer's messages: the bank's own id, or else the number in decimal. One customer, one key, one partition, one order.
    /// </summary>
    public static byte[] EncodeKey(int customerId, string? externalId = null) => Encoding.UTF8.GetBytes(ExternalId.Text(customerId, externalId));

    /// <summary>The key of a transaction's message.</summary>
    public static byte[] EncodeKey(in Transaction transaction) => EncodeKey(transaction.CustomerId, transaction.ExternalCustomerId);

    /// <summary>The value of a message: JSON in UTF-8.</summary>
    public static byte[] Encode(in Transaction transaction) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new TransactionMessage
            {
                TransactionId = transaction.TransactionId,
                CustomerId = new CustomerReference(transaction.CustomerId, transaction.ExternalCustomerId),
                Amount = transaction.Amount,
                Time = transaction.Time,
            },
            TransactionJsonContext.Default.TransactionMessage);

    /// <summary>Reads a message's value and checks it against <see cref="TransactionLimits"/>.</summary>
    /// <param name="value">The message's value; null for a tombstone.</param>
    /// <param name="now">The present in UTC, to tell what lies in the future.</param>
    /// <param name="transaction">The transaction, when there is one.</param>
    /// <returns>Why the message is no transaction; null when it is one.</returns>
    public static Rejection? TryDecode(byte[]? value, DateTime now, out Transaction transaction)
    {
        transaction = default;
        if (value is null or { Length: 0 })
        {
            return new Rejection(RejectionReason.Empty, "the message has no value");
        }

        try
        {
            var message = JsonSerializer.Deserialize(value, TransactionJsonContext.Default.TransactionMessage);
            transaction = new Transaction(message.TransactionId, message.CustomerId.Number, message.Amount, message.Time)
            {
                ExternalCustomerId = message.CustomerId.Text,
            };
        }
        catch (JsonException e)
        {
            return new Rejection(RejectionReason.Malformed, MalformedTransaction.Describe(value, e));
        }

        return TransactionLimits.Violation(transaction, now) is { } violation
            ? new Rejection(RejectionReason.Invalid, violation)
            : null;
    }
}

/// <summary>Source-generated, strict: numbers are numbers, but for the id; a field given twice is an error, unknown fields are ignored.</summary>
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.Strict, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(TransactionMessage))]
internal sealed partial class TransactionJsonContext : JsonSerializerContext;
