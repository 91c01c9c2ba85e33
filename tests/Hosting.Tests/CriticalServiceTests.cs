using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Hosting.Tests;

/// <summary>The exit code is the test program's own: each test leaves it as it was.</summary>
public sealed class CriticalServiceTests : IDisposable
{
    private readonly int _exitCode = Environment.ExitCode;

    public void Dispose() => Environment.ExitCode = _exitCode;

    [Fact]
    public async Task A_failure_stops_the_host_with_exit_code_1()
    {
        Environment.ExitCode = 0;
        using var host = Host(async _ =>
        {
            await Task.Yield();
            throw new InvalidOperationException("broken");
        });

        await RunAsync(host);

        Assert.Equal(1, Environment.ExitCode);
    }

    [Fact]
    public async Task A_cancellation_that_nobody_asked_for_is_a_failure()
    {
        Environment.ExitCode = 0;
        using var host = Host(_ => Task.FromException(new OperationCanceledException("a timeout inside")));

        await RunAsync(host);

        Assert.Equal(1, Environment.ExitCode);
    }

    [Fact]
    public async Task A_stop_that_was_asked_for_is_no_failure()
    {
        Environment.ExitCode = 0;
        var started = new TaskCompletionSource();
        using var host = Host(async stoppingToken =>
        {
            started.SetResult();
            await Task.Delay(Timeout.Infinite, stoppingToken);
        });
        await host.StartAsync(TestContext.Current.CancellationToken);
        await started.Task.EndsAsync();

        await host.StopAsync(TestContext.Current.CancellationToken).EndsAsync();

        Assert.Equal(0, Environment.ExitCode);
        Assert.True(host.Services.GetServices<IHostedService>().OfType<BackgroundService>().Single().ExecuteTask!.IsCompletedSuccessfully);
    }

    private static IHost Host(Func<CancellationToken, Task> work)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton<IHostedService>(new Service(work));
        return builder.Build();
    }

    // The host throws what its service threw, in some versions.
    private static async Task RunAsync(IHost host)
    {
        var run = host.RunAsync(TestContext.Current.CancellationToken);
        Assert.Same(run, await Task.WhenAny(run, Task.Delay(Eventually.Limit, TestContext.Current.CancellationToken)));
        await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private sealed class Service(Func<CancellationToken, Task> work) : CriticalService
    {
        protected override Task RunAsync(CancellationToken stoppingToken) => work(stoppingToken);
    }
}
