namespace SegmentationUpdates.AppHost.Tests.Running;

/// <summary>One application for the tests of a class, started by the first of them.</summary>
public sealed class ApplicationFixture : IAsyncDisposable
{
    private Task<RunningApplication>? _start;

    public async Task<RunningApplication> StartedAsync(params string[] settings)
    {
        return await (_start ??= RunningApplication.StartAsync([Model.ApplicationModel.Local, .. settings]));
    }

    /// <summary>After a test that failed: what the resources have written.</summary>
    public async Task WriteLogsOfFailureAsync()
    {
        if (TestContext.Current.TestState is { Result: TestResult.Failed } && _start is { IsCompletedSuccessfully: true })
        {
            await (await _start).WriteLogsAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_start is { IsCompletedSuccessfully: true })
        {
            await (await _start).DisposeAsync();
        }
    }
}
