using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace SegmentationUpdates.AppHost.Tests.Running;

/// <summary>Keeps what the AppHost itself logs.</summary>
internal sealed class AppHostLog : ILoggerProvider
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly ConcurrentQueue<(string Category, LogLevel Level, string Text)> _lines = new();

    public IReadOnlyCollection<(string Category, LogLevel Level, string Text)> Lines => _lines;

    /// <summary>Waits until somebody logs this, and gives what follows it.</summary>
    public async Task<string> WaitForAsync(string words)
    {
        var text = await Condition.BecomesTrueAsync(
            $"the log says '{words}'",
            () => Task.FromResult(_lines.Select(line => line.Text).FirstOrDefault(text => text.Contains(words, StringComparison.Ordinal))),
            text => text is not null,
            Limit);
        return text![(text!.IndexOf(words, StringComparison.Ordinal) + words.Length)..].Trim();
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
        // Nothing is held.
    }

    private sealed class Logger(AppHostLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log._lines.Enqueue((category, logLevel, formatter(state, exception)));
    }
}
