using Microsoft.Extensions.Logging;
using SegmentationUpdates.Standalone.Views;

namespace SegmentationUpdates.Standalone.Tests.Views;

public class RecentWarningsTests
{
    [Fact]
    public void The_last_three_warnings_and_errors_are_kept()
    {
        var warnings = new RecentWarnings();
        using var provider = warnings.Provider();
        var logger = provider.CreateLogger("any");

        Log(LogLevel.Warning, "one");
        Log(LogLevel.Warning, "two");
        Log(LogLevel.Warning, "three");
        Log(LogLevel.Error, "four", new TimeoutException("too late"));

        Assert.Collection(
            warnings.Lines,
            line => Assert.EndsWith(" two", line, StringComparison.Ordinal),
            line => Assert.EndsWith(" three", line, StringComparison.Ordinal),
            line => Assert.EndsWith(" four (too late)", line, StringComparison.Ordinal));
        Assert.False(logger.IsEnabled(LogLevel.Information));

        void Log(LogLevel level, string message, Exception? exception = null) =>
            logger.Log(level, default, message, exception, (state, _) => state);
    }
}
