using System.Diagnostics;
using System.Text;
using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Scoring;
using SegmentationUpdates.Clustering.Training;
using SegmentationUpdates.Customers;
using SegmentationUpdates.Standalone.Errors;
using SegmentationUpdates.Standalone.History;
using SegmentationUpdates.Standalone.Report;
using SegmentationUpdates.Standalone.Tabular;
using SegmentationUpdates.Standalone.Views;
using SegmentationUpdates.Tables;
using SegmentationUpdates.Tables.Columns;
using SegmentationUpdates.Tables.Sources;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>Reads customers, trains a model or takes a saved one, and writes what was asked for.</summary>
internal static class ClusterRun
{
    /// <summary>The files appear together: nothing is put in place before everything is written.</summary>
    /// <exception cref="UsageException">The options do not fit each other or the file.</exception>
    /// <exception cref="TableException">The file cannot be read.</exception>
    /// <exception cref="CommandException">The customers cannot be clustered, or the model cannot be used.</exception>
    public static int Run(ClusterSettings settings, TextWriter output, CancellationToken cancellationToken)
    {
        var options = settings.Resolve();
        var model = settings.Model is null ? null : ReadModel(settings.Model);
        using var input = TableFile.Open(settings.Input, settings.Table);
        using var work = new Work(settings.Transactions is null ? "reading customers" : "reading transactions", input.EstimatedRows);
        var table = Table.Scan(input, work, cancellationToken);
        var made = new List<string>();
        using var file = settings.Transactions is null ? input : RecencyTable.Of(table, settings.AsOf, made, work, cancellationToken);
        table = file == input ? table : Table.Scan(file, work, cancellationToken);
        var id = IdColumn.Choose(table, settings.Id, cancellationToken);
        var selection = model is null ? Select(table, id, settings, options) : null;
        var passed = Passed(table, settings);
        var customers = selection is not null
            ? CustomerRows.Of(table, selection, settings.Missing, work, cancellationToken)
            : CustomerRows.Of(table, settings.Model!, model!, settings.Missing, work, cancellationToken);
        var notes = ReadingNotes.Of(table, id, selection, customers);
        notes = notes with { Notes = [.. made, .. notes.Notes] };
        options.Features = [.. customers.Features];
        var started = Stopwatch.GetTimestamp();
        var result = model is null
            ? Train(settings.Input, options, customers.Data, work, cancellationToken)
            : SegmentationTrainer.Score(model, customers.Features, customers.Data);
        var elapsed = Stopwatch.GetElapsedTime(started);

        work.Next("writing", settings.Report is null && settings.ModelOutput is null ? customers.Data.Rows : null);
        var segments = new SegmentOutput(table, id, passed, SegmentOutput.Format(settings.Output, settings.Format));
        var files = new List<AtomicFile>();
        try
        {
            files.Add(Write(settings.Output, stream => segments.Write(stream, result.Model.Labels, result.Segments, customers.Kept, work, cancellationToken)));
            if (settings.ModelOutput is { } modelOutput)
            {
                files.Add(WriteText(modelOutput, writer => writer.WriteLine(result.Model.ToJson())));
            }

            if (settings.Report is { } report)
            {
                files.Add(WriteText(
                    report, writer => HtmlReport.Write(writer, settings.Input, settings.Model, options, result, notes.Lines())));
            }

            files.ForEach(written => written.Commit());
        }
        finally
        {
            files.ForEach(written => written.Dispose());
        }

        work.Dispose();
        if (settings.Json)
        {
            ClusterJson.Write(output, result, elapsed, notes);
        }
        else
        {
            ClusterReport.Write(output, result, elapsed, notes);
        }

        return ExitCode.Success;
    }

    private static FeatureSelection Select(Table table, IdColumn id, ClusterSettings settings, ClusteringOptions options)
    {
        // Of a file without rows nothing more can be said.
        var fewest = options.AutoK ? options.MinK : options.K;
        return table.Rows >= fewest
            ? FeatureSelection.Choose(table, id, settings.Request)
            : throw new CommandException($"{table.Path}: {table.Rows} rows cannot form {fewest} segments.");
    }

    private static List<TableColumn> Passed(Table table, ClusterSettings settings)
    {
        if (settings.WithInput)
        {
            return [.. table.Columns];
        }

        return [.. settings.Request.Labels.Select(name => table.Find(name)
            ?? throw new UsageException(
                $"--label-columns: '{name}' is no column of {table.Path}. The columns are: "
                    + $"{string.Join(", ", table.Columns.Select(column => column.Name))}."))];
    }

    private static TrainingResult Train(string file, ClusteringOptions options, FeatureMatrix data, Work work, CancellationToken cancellationToken)
    {
        try
        {
            return new SegmentationTrainer(options) { Progress = new TrainingWork(work) }.Train(data, cancellationToken);
        }
        catch (Exception e) when (e is UnclusterableDataException or ArgumentException)
        {
            // The arguments are right, so it is a column whose values are too large to scale.
            throw new CommandException($"{file}: {Message(e)}", e);
        }
    }

    private static SegmentationModel ReadModel(string file)
    {
        try
        {
            return SegmentationModel.FromJson(File.ReadAllText(file));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CommandException($"{file}: there is no such file. Write one with --model-output.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{file}: the model cannot be read: {e.Message}", e);
        }
        catch (InvalidDataException e)
        {
            throw new CommandException($"{file}: this is not a model that can be used. {e.Message} Write one with --model-output.", e);
        }
    }

    private static AtomicFile Write(string path, Action<Stream> write)
    {
        var file = AtomicFile.Create(path);
        try
        {
            write(file.Stream);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        return file;
    }

    internal static AtomicFile WriteText(string path, Action<TextWriter> write) => Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        write(writer);
    });

    internal static string Message(Exception exception) =>
        exception.Message.Split(" (Parameter", StringSplitOptions.None)[0];
}
