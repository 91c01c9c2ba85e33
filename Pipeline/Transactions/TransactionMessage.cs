using System.Text.Json.Serialization;

namespace SegmentationUpdates.Pipeline.Transactions;

/// <summary>A transaction as it travels: JSON in UTF-8 whose fields are the columns of live_transaction_data.</summary>
internal readonly struct TransactionMessage
{
    [JsonPropertyName("transaction_id")]
    public required long TransactionId { get; init; }

    [JsonPropertyName("customer_id")]
    public required int CustomerId { get; init; }

    [JsonPropertyName("transaction_amt")]
    public required double Amount { get; init; }

    [JsonPropertyName("transaction_time")]
    [JsonConverter(typeof(UtcTimeConverter))]
    public required DateTime Time { get; init; }
}
