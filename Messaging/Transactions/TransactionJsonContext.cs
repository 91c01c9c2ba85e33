using System.Text.Json.Serialization;

namespace SegmentationUpdates.Messaging.Transactions;

/// <summary>Source-generated, strict: numbers are numbers, a field given twice is an error, unknown fields are ignored.</summary>
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.Strict, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(TransactionMessage))]
internal sealed partial class TransactionJsonContext : JsonSerializerContext;
