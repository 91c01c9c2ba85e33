using SegmentationUpdates.Clustering.Training;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>How the number of segments was chosen: a table, and the silhouette as a curve.</summary>
internal static class ClusterHtmlChoice
{
    public static void Write(TextWriter writer, KChoice choice)
    {
        writer.WriteLine($"<h2>Choice of the number of segments</h2><p>{ClusterHtml.Escape(choice.Reason)}</p><div class=\"charts\"><div class=\"scroll\">");
        writer.WriteLine("<table><thead><tr><th scope=\"col\">k</th><th scope=\"col\">Inertia</th><th scope=\"col\">Simplified silhouette</th><th scope=\"col\">Davies-Bouldin</th></tr></thead><tbody>");
        foreach (var candidate in choice.Candidates)
        {
            writer.WriteLine(
                $"<tr{(candidate.Chosen ? " class=\"chosen\"" : "")}><th scope=\"row\">{candidate.K}{(candidate.Chosen ? " (chosen)" : "")}</th><td>{ClusterHtml.Number(candidate.Inertia)}</td><td>{ClusterHtml.Fixed(candidate.Silhouette, 3)}</td><td>{ClusterHtml.Fixed(candidate.DaviesBouldin, 3)}</td></tr>");
        }

        writer.WriteLine("</tbody></table></div>");
        WriteCurve(writer, choice);
        writer.WriteLine("</div>");
    }

    private static void WriteCurve(TextWriter writer, KChoice choice)
    {
        const int Left = 30;
        const int Right = 380;
        const int Top = 24;
        const int Bottom = 160;
        var highest = Math.Max(choice.Candidates.Max(c => c.Silhouette), 1e-9);
        var points = choice.Candidates.Select((candidate, i) => (
            Candidate: candidate,
            X: choice.Candidates.Count == 1 ? Left : Left + ((Right - Left) * (double)i / (choice.Candidates.Count - 1)),
            Y: Bottom - ((Bottom - Top) * candidate.Silhouette / highest))).ToList();
        writer.WriteLine("<figure><figcaption>Simplified silhouette by number of segments</figcaption><svg viewBox=\"0 0 410 190\" role=\"img\" aria-label=\"Simplified silhouette by number of segments; the figures are in the table\">");
        writer.WriteLine($"<line class=\"axis\" x1=\"{Left}\" y1=\"{Bottom}\" x2=\"{Right}\" y2=\"{Bottom}\"/>");
        writer.WriteLine($"<polyline class=\"curve\" points=\"{string.Join(' ', points.Select(p => $"{ClusterHtml.Fixed(p.X)},{ClusterHtml.Fixed(p.Y)}"))}\"/>");
        foreach (var (candidate, x, y) in points)
        {
            writer.WriteLine(
                $"""
                <circle class="{(candidate.Chosen ? "best" : "point")}" cx="{ClusterHtml.Fixed(x)}" cy="{ClusterHtml.Fixed(y)}" r="{(candidate.Chosen ? 7 : 4)}"/>
                <text x="{ClusterHtml.Fixed(x)}" y="{ClusterHtml.Fixed(y - 11)}" text-anchor="middle">{ClusterHtml.Fixed(candidate.Silhouette, 2)}</text>
                <text class="muted" x="{ClusterHtml.Fixed(x)}" y="{Bottom + 18}" text-anchor="middle">{candidate.K}</text>
                """);
        }

        writer.WriteLine("</svg></figure>");
    }
}
