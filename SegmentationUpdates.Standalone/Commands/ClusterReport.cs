using SegmentationUpdates.Clustering;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>What a clustering found, as plain text.</summary>
internal static class ClusterReport
{
    public static void Write(TextWriter writer, TrainingResult result, TimeSpan elapsed)
    {
        var width = result.Profiles.Max(profile => profile.Label.Length);
        writer.WriteLine($"{"segment".PadRight(width)}  customers  share");
        foreach (var profile in result.Profiles)
        {
            writer.WriteLine($"{profile.Label.PadRight(width)}  {profile.Size,9:N0}  {profile.Share,5:P0}");
        }

        writer.WriteLine();
        writer.WriteLine("mean of each feature");
        var features = result.Model.FeatureNames;
        var nameWidth = features.Max(name => name.Length);
        var columns = result.Profiles.Select(profile => Math.Max(12, profile.Label.Length)).ToList();
        writer.WriteLine(new string(' ', nameWidth) + Row(result.Profiles.Select(profile => profile.Label)));
        for (var i = 0; i < features.Count; i++)
        {
            writer.WriteLine(features[i].PadRight(nameWidth) + Row(result.Profiles.Select(profile => profile.Means[i].ToString("N2"))));
        }

        writer.WriteLine();
        writer.WriteLine($"customers {result.Rows:N0}, k {result.Model.K}, inertia {result.Inertia:F3}, {elapsed.TotalSeconds:F3} s");

        string Row(IEnumerable<string> cells) =>
            string.Concat(cells.Select((cell, i) => $"  {cell.PadLeft(columns[i])}"));
    }
}
