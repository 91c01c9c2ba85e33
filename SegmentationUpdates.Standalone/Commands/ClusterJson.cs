using System.Text.Json.Nodes;
using SegmentationUpdates.Clustering.Training;
using SegmentationUpdates.Standalone.Tabular;
using SegmentationUpdates.Standalone.Views;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>What a clustering found, for programs.</summary>
internal static class ClusterJson
{
    public static void Write(TextWriter writer, TrainingResult result, TimeSpan elapsed, ReadingNotes notes)
    {
        var features = result.Model.FeatureNames;
        CommandJson.Write(writer, new
        {
            Customers = result.Rows,
            result.Model.K,
            Features = features,
            Segments = result.Profiles.Select(profile => new
            {
                profile.Label,
                Customers = profile.Size,
                profile.Share,
                profile.Sentence,
                Means = features.Zip(profile.Means).ToDictionary(pair => pair.First, pair => pair.Second),
                Medians = features.Zip(profile.Medians ?? []).ToDictionary(pair => pair.First, pair => pair.Second),
            }),
            Quality = new { result.Silhouette, result.DaviesBouldin, result.Inertia },
            Missing = features.Zip(result.ImputedValues).Where(pair => pair.Second > 0).ToDictionary(pair => pair.First, pair => pair.Second),
            Input = notes,
            result.Remarks,
            result.Choice,
            Seconds = elapsed.TotalSeconds,
            Model = JsonNode.Parse(result.Model.ToJson()),
        });
    }
}
