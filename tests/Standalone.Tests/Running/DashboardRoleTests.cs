using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Standalone.Running;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Standalone.Tests.Running;

/// <summary>The exit code is the test program's own: it is left as it was.</summary>
public sealed class DashboardRoleTests : IDisposable
{
    private readonly int _exitCode = Environment.ExitCode;

    public void Dispose() => Environment.ExitCode = _exitCode;

    [Fact]
    public async Task A_dashboard_that_fails_while_it_runs_is_told_with_its_reason()
    {
        var goesOn = new TaskCompletionSource();
        var failed = new TaskCompletionSource();
        await using var role = Role(goesOn.Task);

        role.Start(failed.SetResult);
        await Eventually.TrueAsync(() => role.Address is not null, "the dashboard listens");
        Assert.Null(role.Failure);
        goesOn.SetException(new InvalidOperationException("broken"));

        await failed.Task.EndsAsync();
        await Eventually.TrueAsync(() => role.Failure is InvalidOperationException { Message: "broken" }, "the reason is known");
    }

    [Fact]
    public async Task A_dashboard_that_is_stopped_has_not_failed()
    {
        var failures = 0;
        var role = Role(new TaskCompletionSource().Task);
        role.Start(() => failures++);
        await Eventually.TrueAsync(() => role.Address is not null, "the dashboard listens");

        await role.DisposeAsync();

        Assert.Equal(0, failures);
    }

    private static DashboardRole Role(Task work) => new(
        new DashboardAddress("http://127.0.0.1:0", Remark: null),
        key: null,
        at =>
        {
            var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
            builder.WebHost.UseKestrelCore().UseUrls(at.Url);
            builder.Services.AddRoutingCore();
            builder.Services.AddSingleton<IHostedService>(new Service(work));
            return builder.Build();
        });

    private sealed class Service(Task work) : CriticalService
    {
        protected override Task RunAsync(CancellationToken stoppingToken) => work.WaitAsync(stoppingToken);
    }
}
