using SegmentationUpdates.Clustering.Training;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>The report's first part: who the segments are and how large.</summary>
internal static class ClusterHtmlSegments
{
    public static void Write(TextWriter writer, TrainingResult result)
    {
        writer.WriteLine("<section aria-label=\"Segments\" class=\"segments\">");
        foreach (var profile in result.Profiles)
        {
            writer.WriteLine(
                $"""
                <article class="segment">
                <h3>{ClusterHtml.Escape(profile.Label)}</h3>
                <p class="size">{ClusterHtml.Number(profile.Size)} customers, {ClusterHtml.Percent(profile.Share)}</p>
                <div class="track" role="img" aria-label="{ClusterHtml.Percent(profile.Share)} of the customers"><div style="width:{ClusterHtml.Fixed(profile.Share * 100)}%"></div></div>
                <p>{ClusterHtml.Escape(profile.Sentence)}</p>
                </article>
                """);
        }

        writer.WriteLine("</section>");
    }
}
