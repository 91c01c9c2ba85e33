using System.Diagnostics;
using System.Text;
using SegmentationUpdates.Clustering;
using SegmentationUpdates.Pipeline.Customers;
using SegmentationUpdates.Standalone.Views;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>Reads customers, trains a model or takes a saved one, and writes what was asked for.</summary>
internal static class ClusterRun
{
    /// <summary>The files appear together: nothing is put in place before everything is written.</summary>
    /// <exception cref="CommandException">The customers cannot be clustered, or the model cannot be used.</exception>
    public static int Run(ClusterSettings settings, CancellationToken cancellationToken)
    {
        var options = settings.Resolve();
        var model = settings.Model is null ? null : ReadModel(settings.Model);
        var names = model?.FeatureNames ?? [.. options.ResolveFeatures().Select(feature => feature.Name)];
        using var work = new Work("reading customers", CustomerCsvReader.CountLines(settings.Customers));
        var customers = CustomerCsvReader.ReadTable(settings.Customers, names, work, cancellationToken);
        var data = new FeatureMatrix(names, customers.Values);
        var started = Stopwatch.GetTimestamp();
        var result = model is null
            ? Train(settings.Customers, options, data, work, cancellationToken)
            : SegmentationTrainer.Score(model, [.. names.Select(DefaultFeatures.Named)], data);
        var elapsed = Stopwatch.GetElapsedTime(started);

        work.Next("writing", settings.Report is null && settings.ModelOutput is null ? customers.Ids.Length : null);
        var files = new List<AtomicFile>();
        try
        {
            files.Add(Write(settings.Output, writer => WriteSegments(writer, customers.Ids, result, work, cancellationToken)));
            if (settings.ModelOutput is { } modelOutput)
            {
                files.Add(Write(modelOutput, writer => writer.WriteLine(result.Model.ToJson())));
            }

            if (settings.Report is { } report)
            {
                files.Add(Write(report, writer => ClusterHtml.Write(writer, settings, options, result)));
            }

            files.ForEach(file => file.Commit());
        }
        finally
        {
            files.ForEach(file => file.Dispose());
        }

        work.Dispose();
        if (settings.Json)
        {
            ClusterJson.Write(Console.Out, result, elapsed);
        }
        else
        {
            ClusterReport.Write(Console.Out, result, elapsed);
        }

        return ExitCode.Success;
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
        SegmentationModel model;
        try
        {
            model = SegmentationModel.FromJson(File.ReadAllText(file));
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

        var unknown = model.FeatureNames.FirstOrDefault(name => !CustomerColumns.Numeric.Contains(name, StringComparer.Ordinal));
        return unknown is null
            ? model
            : throw new CommandException(
                $"{file}: the model has the feature '{unknown}', which is no column of a customers file. These are: {string.Join(", ", CustomerColumns.Numeric)}.");
    }

    private static AtomicFile Write(string path, Action<TextWriter> write)
    {
        var file = AtomicFile.Create(path);
        try
        {
            using var writer = new StreamWriter(file.Stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
            write(writer);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        return file;
    }

    private static void WriteSegments(TextWriter writer, int[] ids, TrainingResult result, Work work, CancellationToken cancellationToken)
    {
        writer.WriteLine("customer_id,segment");
        for (var i = 0; i < ids.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            work.Report(i);
            writer.WriteLine($"{ids[i]},{CsvField(result.Model.Labels[result.Segments[i]])}");
        }
    }

    private static string CsvField(string text) => text.AsSpan().IndexOfAny(",\"\n\r") < 0
        ? text
        : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Message(Exception exception) =>
        exception.Message.Split(" (Parameter", StringSplitOptions.None)[0];
}
