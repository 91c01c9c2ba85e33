using System.Text;
using System.Text.Json;

namespace SegmentationUpdates.Messaging.Transactions;

/// <summary>
/// Says what is wrong with text that is no transaction, in its sender's words: the field, what it must be and what it is. The serializer
/// would name types of this program instead.
/// </summary>
internal static class MalformedTransaction
{
    private const int MaxQuoted = 40;

    private static readonly (string Name, string Rule)[] Fields =
    [
        (TransactionMessage.IdField, $"a whole number from 1 to {long.MaxValue}, as a number or as a text"),
        (TransactionMessage.CustomerField, $"the customer's id: a whole number from 1 to {long.MaxValue}, or a text"),
        (TransactionMessage.AmountField, "a number with a decimal point, without quotes"),
        (TransactionMessage.TimeField, "ISO 8601 with an offset, such as \"2026-01-31T08:30:00.123Z\""),
    ];

    /// <param name="text">What the serializer refused, in UTF-8.</param>
    /// <param name="refusal">What the serializer threw; its path is that of the field.</param>
    public static string Describe(ReadOnlySpan<byte> text, JsonException refusal)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        string? repeated = null;
        try
        {
            var reader = new Utf8JsonReader(text);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                return $"a transaction is a JSON object, not {Quote(text)}";
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = Name(ref reader);
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                repeated ??= values.TryAdd(name, Quote(text[start..(int)reader.BytesConsumed])) ? null : name;
            }

            reader.Read();
        }
        catch (JsonException e)
        {
            return $"this is no JSON after byte {Position(text, e)}";
        }

        if (repeated is not null)
        {
            return $"{Shorten(repeated)} stands twice";
        }

        var missing = Fields.Where(field => !values.ContainsKey(field.Name)).Select(field => field.Name).ToList();
        if (missing.Count > 0)
        {
            return $"{string.Join(", ", missing)} {(missing.Count == 1 ? "is" : "are")} missing";
        }

        var (wrong, rule) = Fields.FirstOrDefault(field => string.Equals(refusal.Path, $"$.{field.Name}", StringComparison.Ordinal));
        return wrong is null ? "this is no transaction" : $"{wrong} must be {rule}, not {values[wrong]}";
    }

    private static string Name(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(reader.ValueSpan); // Half of a surrogate pair: no name of ours.
        }
    }

    private static string Quote(ReadOnlySpan<byte> value) => Shorten(Encoding.UTF8.GetString(value.Length > MaxQuoted * 4 ? value[..(MaxQuoted * 4)] : value));

    private static string Shorten(string text) => text.Length <= MaxQuoted ? text : $"{text[..MaxQuoted]}…";

    private static long Position(ReadOnlySpan<byte> text, JsonException e)
    {
        var start = 0;
        for (var line = e.LineNumber ?? 0; line > 0; line--)
        {
            start += text[start..].IndexOf((byte)'\n') + 1;
        }

        return start + (e.BytePositionInLine ?? 0);
    }
}
