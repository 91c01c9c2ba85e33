using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Confluent.Kafka;

namespace SegmentationUpdates.Messaging.SegmentChanges;

/// <summary>Makes records of the topic of names.</summary>
public static class SegmentNamesFormat
{
    /// <summary>The key of every record: the latest is all that there is to know.</summary>
    public const string Key = "segments";

    public static Message<byte[], byte[]> Write(SegmentNamesMessage names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return new Message<byte[], byte[]>
        {
            Key = Encoding.UTF8.GetBytes(Key),
            Value = JsonSerializer.SerializeToUtf8Bytes(names, SegmentNamesJson.Default.SegmentNamesMessage),
        };
    }

    /// <exception cref="JsonException">The value is not of this form.</exception>
    public static SegmentNamesMessage Read(Message<byte[], byte[]> message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return JsonSerializer.Deserialize(message.Value, SegmentNamesJson.Default.SegmentNamesMessage) ?? throw new JsonException("The value is null.");
    }
}

[JsonSerializable(typeof(SegmentNamesMessage))]
internal sealed partial class SegmentNamesJson : JsonSerializerContext;
