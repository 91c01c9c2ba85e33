using SegmentationUpdates.Clustering.Training;
using SegmentationUpdates.Standalone.Tabular;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>The report's last part: what was made of the file, and what is odd about its columns.</summary>
internal static class ClusterHtmlInput
{
    public static void Write(TextWriter writer, TrainingResult result, ReadingNotes? notes)
    {
        List<string> lines = [.. notes?.Lines() ?? [], .. result.Remarks];
        if (lines.Count == 0)
        {
            return;
        }

        writer.WriteLine("<h2>The file</h2><ul>");
        foreach (var line in lines)
        {
            writer.WriteLine($"<li>{ClusterHtml.Escape(line)}</li>");
        }

        writer.WriteLine("</ul>");
    }
}
