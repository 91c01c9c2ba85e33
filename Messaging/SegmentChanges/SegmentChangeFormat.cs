using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Confluent.Kafka;
using SegmentationUpdates.Messaging.Transactions;

namespace SegmentationUpdates.Messaging.SegmentChanges;

/// <summary>Makes records of the topic out of changes.</summary>
public static class SegmentChangeFormat
{
    /// <summary>On a record without a value: which change it is.</summary>
    public const string ChangeIdHeader = "change-id";

    /// <summary>
    /// Key: the customer, as in the transactions topic. Value: JSON; none for a customer who is taken out of every segment, so that compaction
    /// forgets the customer.
    /// </summary>
    public static Message<byte[], byte[]> Write(SegmentChangeMessage change)
    {
        var message = new Message<byte[], byte[]>
        {
            Key = TransactionCodec.EncodeKey(change.CustomerId, change.ExternalId),
            Timestamp = new Timestamp(change.ChangedAt),
        };
        if (change.To is null)
        {
            message.Headers = [];
            message.Headers.Add(ChangeIdHeader, Encoding.UTF8.GetBytes(change.ChangeId.ToString(CultureInfo.InvariantCulture)));
        }
        else
        {
            message.Value = JsonSerializer.SerializeToUtf8Bytes(change, SegmentChangeJson.Default.SegmentChangeMessage);
        }

        return message;
    }

    /// <summary>
    /// Which change a record of the topic is; null for one that is none, such as that which makes compaction forget a customer who was erased.
    /// </summary>
    /// <exception cref="JsonException">The value is not of this form.</exception>
    public static long? ReadChangeId(Message<byte[], byte[]> message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.Value is { } value)
        {
            return JsonSerializer.Deserialize(value, SegmentChangeJson.Default.SegmentChangeMessage).ChangeId;
        }

        return message.Headers is { } headers
            && headers.TryGetLastBytes(ChangeIdHeader, out var id)
            && long.TryParse(Encoding.UTF8.GetString(id), CultureInfo.InvariantCulture, out var change)
                ? change
                : null;
    }
}

[JsonSerializable(typeof(SegmentChangeMessage))]
internal sealed partial class SegmentChangeJson : JsonSerializerContext;
