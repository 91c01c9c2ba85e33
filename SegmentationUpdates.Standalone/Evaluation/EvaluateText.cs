using System.Globalization;
using SegmentationUpdates.Clustering.Evaluation;
using SegmentationUpdates.Standalone.Tabular;

namespace SegmentationUpdates.Standalone.Evaluation;

/// <summary>What an evaluation found, as plain text.</summary>
internal static class EvaluateText
{
    public static void Write(TextWriter writer, EvaluationResult result, ReadingNotes notes)
    {
        foreach (var line in notes.Lines())
        {
            writer.WriteLine(line);
        }

        foreach (var remark in result.HoldOut.Training.Remarks)
        {
            writer.WriteLine(remark);
        }

        var holdOut = result.HoldOut;
        writer.WriteLine(
            $"k {holdOut.Training.Model.K}, made from {holdOut.Trained.Length:N0} customers and measured on {holdOut.Held.Length:N0} others"
                + (result.WithoutOutcome > 0 ? $"; {result.WithoutOutcome:N0} have no {result.Outcome}" : ""));
        writer.WriteLine($"inertia per customer {Fixed(holdOut.TrainedInertia, 3)} of those, {Fixed(holdOut.HeldInertia, 3)} of the others");
        writer.WriteLine($"stability {Fixed(holdOut.Stability, 3)} (adjusted Rand index between the segments of either half; 1 is the same)");
        foreach (var (name, report) in result.Reports)
        {
            writer.WriteLine();
            WriteTable(writer, result.Second is null ? $"{result.Outcome} by {name}" : $"{result.Outcome} = {result.Second} by {name}", report);
        }
    }

    public static void Write(TextWriter writer, SpendingAfterwards found) => WriteTable(writer, $"spent since {found.At:u} by segment of then", found.Report);

    /// <summary>The figures of a report below its table, each with what it means.</summary>
    public static IEnumerable<(string Name, string Value)> Figures(OutcomeReport report)
    {
        if (report.CramersV is { } v)
        {
            yield return ("Cramér's V", $"{Fixed(v, 3)} (0 to 1: how closely segments and outcome go together)");
            yield return ("AUC", $"{Number(report.Auc, 3)} (0.5 is chance, 1 is certainty)");
            yield return ("lift", $"{Number(report.Lift, 2)} (the segment with the highest rate in the other half, against all)");
        }
        else
        {
            yield return ("explained", $"{Fixed(report.EtaSquared * 100, 1)} % of the variance lies between the segments (eta squared)");
            yield return ("of ranks", $"{Number(report.RankEtaSquared * 100, 1)} % (which a few giants do not sway)");
        }

        yield return ("p", $"{Fixed(report.Chance, 3)} (how often segments dealt at random say as much)");
    }

    private static void WriteTable(TextWriter writer, string title, OutcomeReport report)
    {
        var width = Math.Max(title.Length, report.Segments.Max(segment => segment.Label.Length));
        writer.WriteLine(title.PadRight(width) + (report.CramersV is null
            ? "  customers            mean          median"
            : "  customers    rate       95 % interval"));
        foreach (var segment in report.Segments)
        {
            writer.WriteLine(segment.Label.PadRight(width) + $"  {segment.Customers,9:N0}" + (segment.Median is { } median
                ? $"  {segment.Mean,14:N2}  {median,14:N2}"
                : $"  {Percent(segment.Mean),6}  {Percent(segment.Low ?? 0),8} to {Percent(segment.High ?? 0),7}"));
        }

        foreach (var (figure, value) in Figures(report))
        {
            writer.WriteLine($"{figure}: {value}");
        }
    }

    public static string Percent(double share) => $"{Fixed(share * 100, 1)} %";

    private static string Fixed(double value, int digits) => value.ToString($"F{digits}", CultureInfo.InvariantCulture);

    private static string Number(double? value, int digits) => value is { } known ? Fixed(known, digits) : "-";
}
