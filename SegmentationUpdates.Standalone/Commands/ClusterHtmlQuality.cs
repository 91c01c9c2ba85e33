using SegmentationUpdates.Clustering.Training;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>The report's third part: how good the segments are, how their number was chosen, what was missing, and how to get the same again.</summary>
internal static class ClusterHtmlQuality
{
    public static void Write(TextWriter writer, ClusterSettings settings, ClusteringOptions options, TrainingResult result)
    {
        writer.WriteLine("<h2>Quality</h2><dl>");
        Entry(writer, "Inertia", $"{ClusterHtml.Number(result.Inertia)}, the sum of squared distances to the centroids; {ClusterHtml.Fixed(result.Rows == 0 ? 0 : result.Inertia / result.Rows, 3)} per customer");
        if (result is { Silhouette: { } silhouette, DaviesBouldin: { } daviesBouldin })
        {
            Entry(writer, "Simplified silhouette", $"{ClusterHtml.Fixed(silhouette, 3)}, from 0 to 1, more is better; by distances to centroids, and so higher than a silhouette by distances between customers");
            Entry(writer, "Davies-Bouldin", $"{ClusterHtml.Fixed(daviesBouldin, 3)}, less is better");
        }

        writer.WriteLine("</dl>");
        if (result.Choice is { } choice)
        {
            ClusterHtmlChoice.Write(writer, choice);
        }

        WriteMissing(writer, result);
        WriteParameters(writer, settings, options, result);
    }

    private static void WriteMissing(TextWriter writer, TrainingResult result)
    {
        if (result.ImputedValues.All(count => count == 0))
        {
            return;
        }

        writer.WriteLine("<h2>Missing values</h2><table><thead><tr><th scope=\"col\">Feature</th><th scope=\"col\">Missing</th><th scope=\"col\">Counted as the median</th></tr></thead><tbody>");
        for (var i = 0; i < result.ImputedValues.Count; i++)
        {
            var column = result.Model.Scaler.Columns[i];
            if (result.ImputedValues[i] > 0)
            {
                writer.WriteLine($"<tr><th scope=\"row\">{ClusterHtml.Escape(column.Name)}</th><td>{ClusterHtml.Number(result.ImputedValues[i])}</td><td>{ClusterHtml.Number(column.Median ?? column.Center)}</td></tr>");
            }
        }

        writer.WriteLine("</tbody></table>");
    }

    private static void WriteParameters(TextWriter writer, ClusterSettings settings, ClusteringOptions options, TrainingResult result)
    {
        writer.WriteLine("<h2>Parameters</h2><dl>");
        Entry(writer, "Customers", settings.Customers);
        if (settings.Model is { } model)
        {
            Entry(writer, "Model", $"{model}, as it was saved");
        }
        else
        {
            Entry(writer, "Segments", options.AutoK ? $"chosen from {options.MinK} to {options.MaxK}" : $"{options.K}");
            Entry(writer, "Seed", $"{options.Seed}");
            Entry(writer, "Training", $"k-means++, {result.Restarts} starts on {ClusterHtml.Number(result.TrainingRows)} customers, refined on all");
        }

        writer.WriteLine("</dl><div class=\"scroll\"><table><thead><tr><th scope=\"col\">Feature</th><th scope=\"col\">Lowest counted</th><th scope=\"col\">Highest counted</th><th scope=\"col\">Becomes 0</th><th scope=\"col\">Becomes 1 more</th><th scope=\"col\">Weight in the ranking</th></tr></thead><tbody>");
        for (var i = 0; i < result.Features.Count; i++)
        {
            var column = result.Model.Scaler.Columns[i];
            writer.WriteLine($"<tr><th scope=\"row\">{ClusterHtml.Escape(column.Name)}</th><td>{ClusterHtml.Number(column.Lower)}</td><td>{ClusterHtml.Number(column.Upper)}</td><td>{ClusterHtml.Number(column.Center)}</td><td>{ClusterHtml.Number(column.Scale)}</td><td>{ClusterHtml.Number(result.Features[i].Weight)}</td></tr>");
        }

        writer.WriteLine("</tbody></table></div>");
    }

    private static void Entry(TextWriter writer, string term, string text) =>
        writer.WriteLine($"<dt>{ClusterHtml.Escape(term)}</dt><dd>{ClusterHtml.Escape(text)}</dd>");
}
