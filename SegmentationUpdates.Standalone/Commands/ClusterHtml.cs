using System.Globalization;
using System.Net;
using SegmentationUpdates.Clustering.Training;
using SegmentationUpdates.Standalone.Tabular;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>
/// What a clustering found as one HTML page that needs nothing else: no scripts, no fonts, no images from anywhere. It follows the reader's light or
/// dark setting and prints. Blue and orange, and a sign beside every colour, so that nobody has to tell red from green.
/// </summary>
internal static class ClusterHtml
{
    public static void Write(TextWriter writer, ClusterSettings settings, ClusteringOptions options, TrainingResult result, ReadingNotes? notes = null)
    {
        writer.Write(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>Customer segments: {Escape(Path.GetFileName(settings.Customers))}</title>
            <style>
            {ClusterHtmlStyle.Css}
            </style>
            </head>
            <body>
            <header>
            <h1>Customer segments</h1>
            <p>{Number(result.Rows)} customers of <b>{Escape(Path.GetFileName(settings.Customers))}</b> in {result.Model.K} {(result.Model.K == 1 ? "segment" : "segments")}, by {result.Model.FeatureNames.Count} {(result.Model.FeatureNames.Count == 1 ? "feature" : "features")}.</p>
            </header>
            <main>

            """);
        ClusterHtmlSegments.Write(writer, result);
        ClusterHtmlProfiles.Write(writer, result);
        ClusterHtmlQuality.Write(writer, settings, options, result);
        ClusterHtmlInput.Write(writer, result, notes);
        writer.WriteLine("</main>\n</body>\n</html>");
    }

    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    public static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Two decimals where they matter, none where there are thousands.</summary>
    public static string Number(double value) =>
        value.ToString(Math.Abs(value) >= 1e15 ? "G6" : Math.Abs(value) >= 1000 ? "N0" : "N2", CultureInfo.InvariantCulture);

    public static string Deviation(double value) => value.ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture);

    public static string Fixed(double value, int decimals = 1) => value.ToString($"F{decimals}", CultureInfo.InvariantCulture);

    public static string Percent(double share) => (share * 100).ToString(share is > 0 and < .1 ? "0.0" : "0", CultureInfo.InvariantCulture) + " %";
}
