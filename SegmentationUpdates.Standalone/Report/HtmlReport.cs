using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SegmentationUpdates.Clustering.Training;

namespace SegmentationUpdates.Standalone.Report;

/// <summary>
/// What a clustering found as one HTML page that needs nothing else: no scripts, no fonts, no images from anywhere. It follows the reader's light or
/// dark setting and prints. Blue and orange, and a sign beside every colour, so that nobody has to tell red from green.
/// </summary>
internal static class HtmlReport
{
    public static void Write(
        TextWriter writer, string customers, string? model, ClusteringOptions options, TrainingResult result, IEnumerable<string> notes)
    {
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(ReportPage.Customers)] = customers,
            [nameof(ReportPage.Model)] = model,
            [nameof(ReportPage.Options)] = options,
            [nameof(ReportPage.Result)] = result,
            [nameof(ReportPage.Notes)] = notes.ToList(),
        });
        using var services = new ServiceCollection().BuildServiceProvider();
        using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);

        // No component waits for anything: the page is complete as soon as it has begun.
        renderer.Dispatcher
            .InvokeAsync(() => renderer.BeginRenderingComponent<ReportPage>(parameters).WriteHtmlTo(writer))
            .GetAwaiter().GetResult();
        writer.WriteLine();
    }
}
