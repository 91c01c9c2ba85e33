using SegmentationUpdates.Clustering.Evaluation;
using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Training;
using SegmentationUpdates.Standalone.Evaluation;
using SegmentationUpdates.Standalone.Errors;
using SegmentationUpdates.Standalone.Report;
using SegmentationUpdates.Standalone.Tabular;
using SegmentationUpdates.Standalone.Views;
using SegmentationUpdates.Tables;
using SegmentationUpdates.Tables.Columns;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>Makes segments from half of the customers, and measures on the other half.</summary>
internal static class EvaluateRun
{
    /// <summary>Customers needed for each segment, and for all: with fewer no figure means anything.</summary>
    private const int FewestPerSegment = 20;
    private const int Fewest = 100;

    /// <summary>Names that the prototype and files made with it give to the column of segments.</summary>
    private static readonly string[] YardstickNames = ["segment", "Customer_Segment", "customer segment"];

    /// <exception cref="UsageException">The options do not fit each other or the file.</exception>
    /// <exception cref="CommandException">The customers cannot be clustered.</exception>
    public static int Run(EvaluateSettings settings, TextWriter output, CancellationToken cancellationToken)
    {
        var options = settings.Resolve();
        using var input = TableFile.Open(settings.Customers, settings.Table);
        using var work = new Work("reading customers", input.EstimatedRows);
        var table = Table.Scan(input, work, cancellationToken);
        var outcome = Outcome.Of(table, settings.Outcome);
        var yardstick = Yardstick(table, settings);
        var id = IdColumn.Choose(table, settings.Id, cancellationToken);
        var selection = FeatureSelection.Choose(table, id, new FeatureRequest
        {
            Features = settings.Features is null ? null : ColumnNames.Split(settings.Features),
            Categories = ColumnNames.Split(settings.Categories),
            Labels = yardstick is null ? [] : [yardstick.Name],
            Outcome = settings.Outcome,
        });
        var customers = CustomerRows.Of(table, selection, settings.Missing, work, cancellationToken);
        var notes = ReadingNotes.Of(table, id, selection, customers);
        options.Features = [.. customers.Features];
        var others = yardstick is null ? null : table.Categories([yardstick], int.MaxValue, cancellationToken: cancellationToken)[0];
        var result = Evaluate(settings, options, customers, outcome, others, work, cancellationToken);
        if (settings.Report is { } report)
        {
            using var file = ClusterRun.WriteText(report, writer => HtmlReport.WriteEvaluation(writer, result, notes.Lines()));
            file.Commit();
        }

        work.Dispose();
        if (settings.Json)
        {
            EvaluateJson.Write(output, result, notes);
        }
        else
        {
            EvaluateText.Write(output, result, notes);
        }

        return ExitCode.Success;
    }

    private static TableColumn? Yardstick(Table table, EvaluateSettings settings)
    {
        if (settings.Yardstick is { } name)
        {
            return Outcome.Find(table, "--yardstick", name);
        }

        return table.Columns.FirstOrDefault(column =>
            YardstickNames.Contains(column.Name, StringComparer.OrdinalIgnoreCase) && column.Name != settings.Outcome && column.Levels is > 1 and < 100);
    }

    private static EvaluationResult Evaluate(
        EvaluateSettings settings,
        ClusteringOptions options,
        CustomerRows customers,
        Outcome outcome,
        Categories? yardstick,
        Work work,
        CancellationToken cancellationToken)
    {
        int[] known = [.. Enumerable.Range(0, customers.Data.Rows).Where(i => double.IsFinite(outcome.Values[Row(i)]))];
        var fewest = Math.Max(Fewest, FewestPerSegment * (options.AutoK ? 1 : options.K));
        UsageException.ThrowIfAny(known.Length < fewest
            ? [$"{settings.Customers}: {known.Length} customers with a value of '{settings.Outcome}' are too few to say anything: it takes {fewest}."]
            : []);
        work.Next("training on each half", null);
        var data = known.Length == customers.Data.Rows
            ? customers.Data
            : new FeatureMatrix(customers.Data.ColumnNames, [.. known.SelectMany(i => customers.Data.Row(i).ToArray())]);
        HoldOut found;
        try
        {
            found = HoldOut.Run(data, options, cancellationToken);
        }
        catch (Exception e) when (e is UnclusterableDataException or ArgumentException)
        {
            throw new CommandException($"{settings.Customers}: {ClusterRun.Message(e)}", e);
        }

        return new EvaluationResult(
            settings.Customers,
            settings.Outcome,
            outcome.Second,
            found,
            Report(found.Training.Model.Labels, found.Training.Segments, found.HeldSegments),
            yardstick is null ? null : Report(yardstick.Levels, Codes(found.Trained), Codes(found.Held)),
            yardstick?.Column.Name,
            customers.Data.Rows - known.Length);

        int Row(int customer) => customers.Kept?[customer] ?? customer;

        double[] Values(int[] rows) => [.. rows.Select(i => outcome.Values[Row(known[i])])];

        int[] Codes(int[] rows) => [.. rows.Select(i => yardstick!.Codes[Row(known[i])])];

        OutcomeReport Report(IReadOnlyList<string> labels, int[] trained, int[] held)
        {
            if (outcome.Second is null)
            {
                return OutcomeTest.OfNumber(labels, held, Values(found.Held), options.Seed);
            }

            var before = Values(found.Trained);
            double[] expected = [.. labels.Select((_, s) => before.Where((_, i) => trained[i] == s).DefaultIfEmpty(0).Average())];
            return OutcomeTest.OfTwoValues(labels, held, Values(found.Held), expected, options.Seed);
        }
    }
}
