using System.Globalization;
using System.Text;
using Confluent.Kafka;

namespace SegmentationUpdates.Messaging.DeadLetters;

/// <summary>Reads the headers of the dead-letter topic's records: dead letters, and marks that one was replayed.</summary>
public static class DeadLetterFormat
{
    /// <summary>The source of a record, which both kinds have; null for a foreign record.</summary>
    public static TopicPartitionOffset? Source(Headers headers) =>
        Text(headers, DeadLetterHeaders.Topic) is { } topic
        && int.TryParse(Text(headers, DeadLetterHeaders.Partition), CultureInfo.InvariantCulture, out var partition)
        && long.TryParse(Text(headers, DeadLetterHeaders.Offset), CultureInfo.InvariantCulture, out var offset)
            ? new TopicPartitionOffset(topic, partition, offset)
            : null;

    public static bool IsReplayMark(Headers headers) => Text(headers, DeadLetterHeaders.Replayed) is not null;

    public static DeadLetter? Read(Message<byte[], byte[]> message) => Source(message.Headers) is { } source
        ? new DeadLetter(
            source,
            Text(message.Headers, DeadLetterHeaders.Reason) ?? "unknown",
            Text(message.Headers, DeadLetterHeaders.Detail) ?? "",
            DateTimeOffset.TryParse(Text(message.Headers, DeadLetterHeaders.Time), CultureInfo.InvariantCulture, out var time)
                ? time
                : new DateTimeOffset(message.Timestamp.UtcDateTime, TimeSpan.Zero),
            message,
            long.TryParse(Text(message.Headers, DeadLetterHeaders.OmittedBytes), CultureInfo.InvariantCulture, out var bytes) ? bytes : null)
        : null;

    /// <summary>The record that says that a dead letter went back to its topic.</summary>
    public static Message<byte[], byte[]> ReplayMark(TopicPartitionOffset source, DateTimeOffset now) => new()
    {
        Headers = Add(SourceHeaders(source), DeadLetterHeaders.Replayed, now.ToString("O", CultureInfo.InvariantCulture)),
    };

    /// <summary>The headers that identify a dead letter's source.</summary>
    public static Headers SourceHeaders(TopicPartitionOffset source)
    {
        var headers = new Headers();
        Add(headers, DeadLetterHeaders.Topic, source.Topic);
        Add(headers, DeadLetterHeaders.Partition, source.Partition.Value.ToString(CultureInfo.InvariantCulture));
        return Add(headers, DeadLetterHeaders.Offset, source.Offset.Value.ToString(CultureInfo.InvariantCulture));
    }

    public static Headers Add(Headers headers, string name, string value)
    {
        headers.Add(name, Encoding.UTF8.GetBytes(value));
        return headers;
    }

    /// <summary>The message's own headers, without those of the dead letter.</summary>
    public static Headers Original(Headers? headers)
    {
        var original = new Headers();
        foreach (var header in headers ?? [])
        {
            if (!header.Key.StartsWith(DeadLetterHeaders.Prefix, StringComparison.Ordinal))
            {
                original.Add(header.Key, header.GetValueBytes());
            }
        }

        return original;
    }

    private static string? Text(Headers headers, string name) =>
        headers.TryGetLastBytes(name, out var value) && value is not null ? Encoding.UTF8.GetString(value) : null;
}
