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
            Key = TransactionCodec.EncodeKey(change.CustomerId),
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
}

[JsonSerializable(typeof(SegmentChangeMessage))]
internal sealed partial class SegmentChangeJson : JsonSerializerContext;
