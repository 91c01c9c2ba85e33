using System.Text.Json;
using System.Text.Json.Serialization;

namespace SegmentationUpdates.Messaging.Transactions;

/// <summary>
/// ISO 8601 with an explicit offset ("Z" or "+02:00"), as UTC. A time without one is refused: read as local time, it would mean another
/// moment on every machine.
/// </summary>
internal sealed class UtcTimeConverter : JsonConverter<DateTime>
{
    private const int MaxLength = 200; // Each of some 30 characters may be escaped by six.

    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String
            || reader.ValueSpan.Length > MaxLength
            || !HasOffset(ref reader)
            || !reader.TryGetDateTimeOffset(out var time))
        {
            throw new JsonException();
        }

        return time.UtcDateTime;
    }

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);

    // Escaped text means the same as plain text: some writers escape the "+" of an offset.
    private static bool HasOffset(ref Utf8JsonReader reader)
    {
        Span<byte> buffer = stackalloc byte[MaxLength];
        try
        {
            var text = buffer[..reader.CopyString(buffer)];
            return text.EndsWith("Z"u8) || (text.Length > 6 && text[^6] is (byte)'+' or (byte)'-' && text[^3] == (byte)':');
        }
        catch (InvalidOperationException)
        {
            return false; // Half of a surrogate pair.
        }
    }
}
