using System.Text.Json.Serialization;

namespace SegmentationUpdates.Pipeline.SegmentChanges;

[JsonSerializable(typeof(SegmentChangeMessage))]
internal sealed partial class SegmentChangeJson : JsonSerializerContext;
