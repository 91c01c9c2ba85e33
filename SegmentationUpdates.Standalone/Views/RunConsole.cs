using System.Diagnostics;
using HdrHistogram;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Spectre.Console;

namespace SegmentationUpdates.Standalone.Views;

/// <summary>
/// Where a run shows itself: a live view on a terminal, else a line a second on standard output, warnings and errors on standard error.
/// </summary>
internal sealed class RunConsole
{
    private readonly DateTime _started = DateTime.UtcNow;
    private readonly RecentWarnings? _warnings;

    public RunConsole()
    {
        if (!Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities is { Ansi: true, Interactive: true })
        {
            _warnings = new RecentWarnings();
        }
    }

    public RunView View(SnapshotReader snapshots) => _warnings is null
        ? new PlainView(snapshots)
        : new LiveView(snapshots, _warnings, AnsiConsole.Console);

    public void AddLogging(ILoggingBuilder logging)
    {
        // The view tells how it goes; the log is for what is not as it should be. Environment variables can ask for more of it.
        logging.AddFilter((category, level) => level >= LogLevel.Warning

            // Both log what they then throw; whoever catches it has the better word.
            && category?.StartsWith("Microsoft.Extensions.Hosting", StringComparison.Ordinal) != true
            && category?.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal) != true);
        if (_warnings is not null)
        {
            logging.AddProvider(_warnings.Provider());
        }
        else
        {
            AddErrorLogging(logging);
        }
    }

    /// <summary>A log on standard error, a line for each entry, without colours.</summary>
    public static void AddErrorLogging(ILoggingBuilder logging)
    {
        logging.AddSimpleConsole(options =>
        {
            options.SingleLine = true;
            options.ColorBehavior = LoggerColorBehavior.Disabled;
            options.TimestampFormat = "HH:mm:ss ";
        });
        logging.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    public static void Say(string line) => Console.WriteLine(line);

    /// <summary>What was done; the summary is the last line of standard output.</summary>
    /// <param name="outcome">Of the run.</param>
    /// <param name="json">The summary is for a program.</param>
    public void Report(RunOutcome outcome, bool json)
    {
        foreach (var failure in outcome.Failures)
        {
            Console.Error.WriteLine(failure);
        }

        if (outcome.FirstIngestedAt is { } first)
        {
            Say($"first transaction ingested {(first - _started).TotalSeconds:0.0} s after the start");
        }

        if (outcome.Delays is { TotalCount: > 0 } delays)
        {
            Say(
                $"from produced to segment committed: median {Milliseconds(delays, 50)} ms, 99th percentile {Milliseconds(delays, 99)} ms, longest "
                    + $"{Milliseconds(delays, 100)} ms");
        }

        using var process = Process.GetCurrentProcess();
        Say($"memory at its highest: {process.PeakWorkingSet64 / 1_000_000} MB");
        if (outcome.Erased > 0)
        {
            Say($"{outcome.Erased:N0} transactions are gone with customers who were erased during the run");
        }

        if (json)
        {
            CommandJson.WriteLine(Console.Out, RunJson.Of(outcome));
        }
        else
        {
            Say(outcome.Summary);
        }
    }

    private static string Milliseconds(HistogramBase delays, double percentile) =>
        (delays.GetValueAtPercentile(percentile) / 1000.0).ToString("N0");
}
