using System.Text.Json;
using System.Text.Json.Serialization;

namespace SegmentationUpdates.Pipeline.Transactions;

/// <summary>
/// ISO 8601 with an explicit offset ("Z" or "+02:00"), as UTC. A time without one is refused: read as local time, it would mean another
/// moment on every machine.
/// </summary>
internal sealed class UtcTimeConverter : JsonConverter<DateTime>
{
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String
            || reader.ValueIsEscaped
            || !HasOffset(reader.ValueSpan)
            || !reader.TryGetDateTimeOffset(out var time))
        {
            throw new JsonException("transaction_time is not ISO 8601 with an offset, such as 2026-01-31T08:30:00.123Z");
        }

        return time.UtcDateTime;
    }

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);

    private static bool HasOffset(ReadOnlySpan<byte> text) =>
        text.EndsWith("Z"u8) || (text.Length > 6 && text[^6] is (byte)'+' or (byte)'-' && text[^3] == (byte)':');
}
