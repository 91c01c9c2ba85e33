using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SegmentationUpdates.Clustering.Training;
using SegmentationUpdates.Standalone.Evaluation;

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
        Write<ReportPage>(writer, parameters);
    }

    /// <summary>What an evaluation found.</summary>
    public static void WriteEvaluation(TextWriter writer, EvaluationResult result, IEnumerable<string> notes) =>
        Write<EvaluationPage>(writer, ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(EvaluationPage.Result)] = result,
            [nameof(EvaluationPage.Notes)] = notes.ToList(),
        }));

    private static void Write<TPage>(TextWriter writer, ParameterView parameters)
        where TPage : IComponent
    {
        using var services = new ServiceCollection().BuildServiceProvider();
        using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);

        // No component waits for anything: the page is complete as soon as it has begun.
        renderer.Dispatcher
            .InvokeAsync(() => renderer.BeginRenderingComponent<TPage>(parameters).WriteHtmlTo(writer))
            .GetAwaiter().GetResult();
        writer.WriteLine();
    }
}
