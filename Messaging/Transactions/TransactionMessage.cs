using System.Text.Json.Serialization;

namespace SegmentationUpdates.Messaging.Transactions;

/// <summary>A transaction as it travels: JSON in UTF-8 whose fields are the columns of live_transaction_data.</summary>
public readonly struct TransactionMessage
{
    public const string IdField = "transaction_id";
    public const string CustomerField = "customer_id";
    public const string AmountField = "transaction_amt";
    public const string TimeField = "transaction_time";

    /// <summary>Read from a text too: a number of JavaScript holds no more than 53 bits.</summary>
    [JsonPropertyName(IdField)]
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
    public required long TransactionId { get; init; }

    [JsonPropertyName(CustomerField)]
    public required CustomerReference CustomerId { get; init; }

    [JsonPropertyName(AmountField)]
    public required double Amount { get; init; }

    [JsonPropertyName(TimeField)]
    [JsonConverter(typeof(UtcTimeConverter))]
    public required DateTime Time { get; init; }
}
