using System.Text.Json.Serialization;

namespace SegmentationUpdates.Messaging.SegmentChanges;

[JsonSerializable(typeof(SegmentChangeMessage))]
internal sealed partial class SegmentChangeJson : JsonSerializerContext;
