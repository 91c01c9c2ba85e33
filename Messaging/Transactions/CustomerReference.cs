using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SegmentationUpdates.Messaging.Transactions;

/// <summary>How a message names a customer: a number of 32 bits, or the bank's own id, which is a text or a number of up to 64 bits.</summary>
/// <param name="Number">0 if there is a text.</param>
/// <param name="Text">Null if there is a number.</param>
[JsonConverter(typeof(CustomerReferenceConverter))]
public readonly record struct CustomerReference(int Number, string? Text = null);

internal sealed class CustomerReferenceConverter : JsonConverter<CustomerReference>
{
    public override CustomerReference Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number when reader.TryGetInt32(out var number):
                return new CustomerReference(number);
            case JsonTokenType.Number when reader.TryGetInt64(out var longer) && longer > 0:
                return new CustomerReference(0, longer.ToString(CultureInfo.InvariantCulture));
            case JsonTokenType.String:
                return new CustomerReference(0, Text(ref reader));
            default:
                throw new JsonException();
        }
    }

    public override void Write(Utf8JsonWriter writer, CustomerReference value, JsonSerializerOptions options)
    {
        if (value.Text is null)
        {
            writer.WriteNumberValue(value.Number);
        }
        else
        {
            writer.WriteStringValue(value.Text);
        }
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException(null, e); // Half of a surrogate pair.
        }
    }
}
