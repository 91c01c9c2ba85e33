using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace SegmentationUpdates.Standalone.Running;

/// <summary>The dashboard of a run. It starts while the other roles work already, and is built then too.</summary>
internal sealed class DashboardRole(
    DashboardAddress address, OperatorKey? key, Func<DashboardAddress, WebApplication> build) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task<WebApplication>? _start;
    private volatile string? _address;

    /// <summary>Where it is, for a person; null until it listens.</summary>
    public string? Address => _address;

    /// <summary>Why it could not start, or stopped; null while it has not failed.</summary>
    public Exception? Failure => _start is { IsCompletedSuccessfully: true, Result: var app }
        ? app.Failure()
        : _start?.Exception?.InnerException;

    /// <param name="failed">Called when it cannot start, and when it stops before it is disposed.</param>
    public void Start(Action failed)
    {
        _start = Task.Run(async () =>
        {
            try
            {
                var app = await StartAsync(address);
                app.OnUnaskedStop(() => _stop.IsCancellationRequested, failed);
                return app;
            }
            catch
            {
                failed();
                throw;
            }
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_start is not null)
        {
            await ((Task)_start).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_start.IsCompletedSuccessfully)
            {
                await using var app = await _start;
                await app.StopAsync();
            }
        }

        _stop.Dispose();
    }

    private async Task<WebApplication> StartAsync(DashboardAddress at)
    {
        var app = build(at);
        try
        {
            await app.StartAsync(_stop.Token);
        }
        catch (IOException e)
        {
            // Somebody has taken the port since it was looked at. What began before the port was asked for is to end.
            await using (app)
            {
                await app.StopAsync();
            }

            return at.Elsewhere is { } elsewhere ? await StartAsync(elsewhere) : throw DashboardAddress.Unusable(at.Url, e.Message, e);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        var url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        _address = string.Join(", ", ((string?[])[url, key?.Hint, at.Remark]).OfType<string>());
        return app;
    }
}
