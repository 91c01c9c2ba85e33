using System.Text.Json.Serialization;
using SegmentationUpdates.Clustering.Training;

namespace SegmentationUpdates.Trainer.Reclustering;

/// <summary>The column k_search: k, reason, candidates (k, inertia, silhouette, davies_bouldin, chosen).</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(KChoice))]
internal sealed partial class KChoiceJson : JsonSerializerContext;
