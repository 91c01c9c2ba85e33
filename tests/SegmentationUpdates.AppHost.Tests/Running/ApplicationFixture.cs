using SegmentationUpdates.AppHost.Tests.Telemetry;

namespace SegmentationUpdates.AppHost.Tests.Running;

/// <summary>One application with local services for the tests of a collection, started by the first of them, and a collector of its telemetry.</summary>
public sealed class ApplicationFixture : IAsyncDisposable
{
    private Task<(RunningApplication Application, Collector Collector)>? _start;
    private bool _hasWritten;

    public async Task<RunningApplication> StartedAsync() => (await (_start ??= StartAsync())).Application;

    internal async Task<(RunningApplication Application, Collector Collector)> StartedWithCollectorAsync() => await (_start ??= StartAsync());

    /// <summary>After the first test that failed: what the resources have written.</summary>
    public async Task WriteLogsOfFailureAsync()
    {
        if (TestContext.Current.TestState is { Result: TestResult.Failed } && _start is { IsCompletedSuccessfully: true } && !_hasWritten)
        {
            _hasWritten = true;
            await (await _start).Application.WriteLogsAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_start is { IsCompletedSuccessfully: true })
        {
            var (application, collector) = await _start;
            await application.DisposeAsync();
            await collector.DisposeAsync();
        }
    }

    private static async Task<(RunningApplication Application, Collector Collector)> StartAsync()
    {
        var collector = await Collector.StartAsync();
        return (await RunningApplication.StartWholeAsync($"--Segmentation:OtlpEndpoint={collector.Endpoint}"), collector);
    }
}
