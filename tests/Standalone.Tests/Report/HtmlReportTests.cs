using System.Text.RegularExpressions;
using System.Xml.Linq;
using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Training;
using SegmentationUpdates.Standalone.Report;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Standalone.Tests.Report;

public class HtmlReportTests
{
    private const string Customers = "/tmp/<b>\"bank\"&.csv";
    private static readonly Feature[] Features = [DefaultFeatures.Named("income"), DefaultFeatures.Named("debt")];

    [Fact]
    public void It_needs_nothing_from_anywhere()
    {
        var page = Page(auto: true);

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<link", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("url(", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("http", Regex.Replace(page, "http-equiv", "", RegexOptions.None, Eventually.Limit), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("src=", page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Every_element_is_closed() => Assert.NotNull(Document(auto: true).Root);

    [Fact]
    public void Names_are_text_and_not_markup()
    {
        var page = Page(auto: false, labels: ["<i>gold</i>", "a & \"b\"", "'c'"]);
        var document = Parsed(page);

        Assert.DoesNotContain("<b>\"bank", page, StringComparison.Ordinal);
        Assert.Contains("<b>\"bank\"&.csv", document.Root!.Value, StringComparison.Ordinal);
        Assert.Empty(document.Descendants("i"));
        Assert.Equal(["<i>gold</i>", "a & \"b\"", "'c'"], document.Descendants("h3").Select(h => h.Value));
    }

    [Fact]
    public void It_says_who_the_segments_are_in_words_figures_and_bars()
    {
        var result = Train(auto: false);
        var document = Document(auto: false);

        Assert.All(result.Profiles, profile =>
        {
            Assert.Contains(profile.Sentence, document.Root!.Value, StringComparison.Ordinal);
            Assert.Contains(Figures.Number(profile.Means[0]), document.Root.Value, StringComparison.Ordinal);
        });
        Assert.Equal(
            Features.Length * 3,
            document.Descendants("td").Count(cell => cell.Attribute("class")?.Value.StartsWith("heat", StringComparison.Ordinal) == true));
        Assert.Equal(Features.Length * 3, document.Descendants("rect").Count());
        Assert.DoesNotContain("Choice of the number", document.Root!.Value, StringComparison.Ordinal);
        Assert.Contains("income", document.Root.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void It_shows_how_the_number_of_segments_was_chosen_and_what_was_missing()
    {
        var text = Document(auto: true).Root!.Value;
        var result = Train(auto: true);

        Assert.Contains(result.Choice!.Reason, text, StringComparison.Ordinal);
        Assert.Contains($"{result.Choice.K} (chosen)", text, StringComparison.Ordinal);
        Assert.Contains("Missing values", text, StringComparison.Ordinal);
        Assert.Equal(7, Document(auto: true).Descendants("circle").Count());
    }

    private static XDocument Document(bool auto) => Parsed(Page(auto));

    /// <summary>As XML: an HTML parser would mend what is not closed. The two elements that HTML never closes are closed first.</summary>
    private static XDocument Parsed(string page) => XDocument.Parse(Regex.Replace(
        page.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal), "<meta [^>]*>", "", RegexOptions.None, Eventually.Limit));

    private static string Page(bool auto, string[]? labels = null)
    {
        using var writer = new StringWriter();
        HtmlReport.Write(writer, Customers, model: null, Options(auto, labels), Train(auto, labels), notes: []);
        return writer.ToString();
    }

    private static ClusteringOptions Options(bool auto, string[]? labels = null) =>
        new() { K = 3, AutoK = auto, Features = Features, Labels = labels ?? [], Restarts = 2 };

    private static TrainingResult Train(bool auto, string[]? labels = null)
    {
        var random = new Random(1);
        double[] values = [.. Enumerable.Range(0, 400).SelectMany(i => new[] { i % 10 == 0 ? double.NaN : random.NextDouble() * 1000, random.Next(5) })];
        return new SegmentationTrainer(Options(auto, labels)).Train(new FeatureMatrix(["income", "debt"], values));
    }
}
