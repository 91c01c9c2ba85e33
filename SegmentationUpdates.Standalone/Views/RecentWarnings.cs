using Microsoft.Extensions.Logging;

namespace SegmentationUpdates.Standalone.Views;

/// <summary>Keeps the last warnings and errors for the live view, which a log on the same terminal would tear. Thread-safe.</summary>
internal sealed class RecentWarnings
{
    private const int Kept = 3;
    private readonly Queue<string> _lines = new();

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    public ILoggerProvider Provider() => new LoggerProvider(this);

    private void Add(string line)
    {
        lock (_lines)
        {
            _lines.Enqueue(line);
            while (_lines.Count > Kept)
            {
                _lines.Dequeue();
            }
        }
    }

    private sealed class LoggerProvider(RecentWarnings warnings) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new Logger(warnings);

        public void Dispose()
        {
            // Nothing is held.
        }
    }

    private sealed class Logger(RecentWarnings warnings) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            warnings.Add($"{DateTime.Now:HH:mm:ss} {formatter(state, exception)}{(exception is null ? "" : $" ({exception.Message})")}");
    }
}
