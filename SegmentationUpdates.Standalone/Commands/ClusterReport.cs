using SegmentationUpdates.Clustering.Training;
using SegmentationUpdates.Standalone.Tabular;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>What a clustering found, as plain text.</summary>
internal static class ClusterReport
{
    public static void Write(TextWriter writer, TrainingResult result, TimeSpan elapsed, ReadingNotes notes)
    {
        var lines = notes.Lines().ToList();
        lines.ForEach(writer.WriteLine);
        if (lines.Count > 0)
        {
            writer.WriteLine();
        }

        var width = result.Profiles.Max(profile => profile.Label.Length);
        writer.WriteLine($"{"segment".PadRight(width)}  customers  share");
        foreach (var profile in result.Profiles)
        {
            writer.WriteLine($"{profile.Label.PadRight(width)}  {profile.Size,9:N0}  {profile.Share,5:P0}");
        }

        writer.WriteLine();
        foreach (var profile in result.Profiles)
        {
            writer.WriteLine($"{profile.Label}: {profile.Sentence}");
        }

        writer.WriteLine();
        WriteMeans(writer, result);
        WriteImputed(writer, result);
        WriteRemarks(writer, result.Remarks);
        WriteChoice(writer, result.Choice);
        writer.WriteLine();
        if (result is { Silhouette: { } silhouette, DaviesBouldin: { } daviesBouldin })
        {
            writer.WriteLine($"silhouette {silhouette:F3} (-1 to 1, more is better), Davies-Bouldin {daviesBouldin:F3} (less is better)");
        }

        writer.WriteLine($"customers {result.Rows:N0}, k {result.Model.K}, inertia {result.Inertia:F3}, {elapsed.TotalSeconds:F3} s");
    }

    private static void WriteMeans(TextWriter writer, TrainingResult result)
    {
        var features = result.Model.FeatureNames;
        var cells = result.Profiles.Select(profile => features.Select((_, i) => Mean(profile, i)).ToList()).ToList();
        writer.WriteLine("mean of each feature" + (cells.Any(column => column.Exists(cell => cell.Contains('(')))
            ? "; in brackets the median, where the mean is not what is usual" : ""));
        var nameWidth = features.Max(name => name.Length);
        var columns = result.Profiles.Zip(cells, (profile, column) => Math.Max(12, Math.Max(profile.Label.Length, column.Max(cell => cell.Length)))).ToList();
        writer.WriteLine(new string(' ', nameWidth) + Row(result.Profiles.Select(profile => profile.Label)));
        for (var i = 0; i < features.Count; i++)
        {
            writer.WriteLine(features[i].PadRight(nameWidth) + Row(cells.Select(column => column[i])));
        }

        string Row(IEnumerable<string> texts) =>
            string.Concat(texts.Select((text, i) => $"  {text.PadLeft(columns[i])}"));
    }

    private static string Mean(SegmentProfile profile, int feature) =>
        $"{profile.Means[feature]:N2}{(profile.MedianBesideMean(feature) is { } median ? $" ({median:N2})" : "")}";

    private static void WriteImputed(TextWriter writer, TrainingResult result)
    {
        if (result.ImputedValues.Any(missing => missing > 0))
        {
            writer.WriteLine();
        }

        for (var i = 0; i < result.ImputedValues.Count; i++)
        {
            if (result.ImputedValues[i] is > 0 and var missing)
            {
                writer.WriteLine(
                    $"{result.Model.FeatureNames[i]}: {missing:N0} missing of {result.Rows:N0}, counted as the median "
                        + $"{result.Model.Scaler.Columns[i].Median ?? result.Model.Scaler.Columns[i].Center:N2}");
            }
        }
    }

    private static void WriteRemarks(TextWriter writer, IReadOnlyList<string> remarks)
    {
        if (remarks.Count > 0)
        {
            writer.WriteLine();
        }

        foreach (var remark in remarks)
        {
            writer.WriteLine(remark);
        }
    }

    private static void WriteChoice(TextWriter writer, KChoice? choice)
    {
        if (choice is null)
        {
            return;
        }

        writer.WriteLine();
        writer.WriteLine("  k         inertia  smallest  separation  stability     gap  +- error  silhouette  Davies-Bouldin");
        foreach (var candidate in choice.Candidates)
        {
            writer.WriteLine(
                $"{candidate.K,3}  {candidate.Inertia,14:F1}  {candidate.SmallestShare * 100,6:F1} %  {Figure(candidate.Separation, 10, "F1")}  "
                    + $"{Figure(candidate.Stability, 9, "F2")}  {Figure(candidate.Gap, 6, "F3")}  {Figure(candidate.GapError, 8, "F3")}  "
                    + $"{Figure(candidate.Silhouette, 10, "F3")}  {Figure(candidate.DaviesBouldin, 14, "F3")}{(candidate.Chosen ? "  chosen" : "")}");
        }

        writer.WriteLine(choice.Reason);

        static string Figure(double? value, int width, string format) => (value?.ToString(format) ?? "-").PadLeft(width);
    }
}
