using SegmentationUpdates.Clustering.Training;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>The report's second part: the features of each segment, as a heat map with figures and as bars.</summary>
internal static class ClusterHtmlProfiles
{
    /// <summary>Deviations from here on have the full colour and the full length of a bar's side.</summary>
    private const double Strongest = 2;

    /// <summary>Per cent of colour in the background at most: the text on it stays readable.</summary>
    private const double MostColour = 55;

    public static void Write(TextWriter writer, TrainingResult result)
    {
        writer.WriteLine("<h2>What the customers are like</h2>");
        writer.WriteLine("<p class=\"note\">Mean of each feature, and how far it is from the mean of all customers in standard deviations (sd): + above, - below. Deviations and sd are taken after the model's limits (below), so that a few giants do not hide everybody else; means are not.</p>");
        WriteHeatMap(writer, result);
        writer.WriteLine("<div class=\"charts\">");
        foreach (var profile in result.Profiles)
        {
            WriteBars(writer, result.Model.FeatureNames, profile);
        }

        writer.WriteLine("</div>");
    }

    private static void WriteHeatMap(TextWriter writer, TrainingResult result)
    {
        writer.WriteLine("<div class=\"scroll\"><table><thead><tr><th scope=\"col\">Feature</th>");
        foreach (var profile in result.Profiles)
        {
            writer.WriteLine($"<th scope=\"col\">{ClusterHtml.Escape(profile.Label)}</th>");
        }

        writer.WriteLine("<th scope=\"col\">All customers</th></tr></thead><tbody>");
        for (var i = 0; i < result.Model.FeatureNames.Count; i++)
        {
            writer.WriteLine($"<tr><th scope=\"row\">{ClusterHtml.Escape(result.Model.FeatureNames[i])}</th>");
            foreach (var profile in result.Profiles)
            {
                var deviation = profile.Deviations[i];
                var colour = Math.Min(Math.Abs(deviation) / Strongest, 1) * MostColour;
                writer.WriteLine(
                    $"<td class=\"heat {(deviation < 0 ? "down" : "up")}\" style=\"--s:{ClusterHtml.Fixed(colour)}%\">{ClusterHtml.Number(profile.Means[i])}<small>{ClusterHtml.Deviation(deviation)} sd</small></td>");
            }

            writer.WriteLine($"<td>{ClusterHtml.Number(result.Means[i])}<small>sd {ClusterHtml.Number(result.StandardDeviations[i])}</small></td></tr>");
        }

        writer.WriteLine("</tbody></table></div>");
    }

    private static void WriteBars(TextWriter writer, IReadOnlyList<string> features, SegmentProfile profile)
    {
        const int Middle = 270;
        const int Side = 80;
        const int Row = 20;
        var height = (features.Count * Row) + 4;
        writer.WriteLine($"<figure><figcaption>{ClusterHtml.Escape(profile.Label)}</figcaption>");
        writer.WriteLine($"<svg viewBox=\"0 0 400 {height}\" role=\"img\" aria-label=\"Deviations of {ClusterHtml.Escape(profile.Label)} from all customers\">");
        writer.WriteLine($"<line class=\"axis\" x1=\"{Middle}\" y1=\"0\" x2=\"{Middle}\" y2=\"{height}\"/>");
        for (var i = 0; i < features.Count; i++)
        {
            var deviation = profile.Deviations[i];
            var length = Math.Min(Math.Abs(deviation) / Strongest, 1) * Side;
            var (below, y) = (deviation < 0, i * Row);
            writer.WriteLine(
                $"""
                <text x="0" y="{y + 14}">{ClusterHtml.Escape(features[i])}</text>
                <rect class="{(below ? "down" : "up")}" x="{ClusterHtml.Fixed(below ? Middle - length : Middle)}" y="{y + 3}" width="{ClusterHtml.Fixed(length)}" height="14"/>
                <text x="{ClusterHtml.Fixed(below ? Middle - length - 4 : Middle + length + 4)}" y="{y + 14}" text-anchor="{(below ? "end" : "start")}">{ClusterHtml.Deviation(deviation)}</text>
                """);
        }

        writer.WriteLine("</svg></figure>");
    }
}
