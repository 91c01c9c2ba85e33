using Microsoft.Extensions.Hosting;

namespace SegmentationUpdates.Hosting;

/// <summary>
/// A service that the process cannot do without. When it fails the host stops, and the process ends with exit code 1: by itself the host
/// would end it with 0, and whoever waits for it would take that for success.
/// </summary>
public abstract class CriticalService : BackgroundService
{
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await RunAsync(stoppingToken);
        }
        catch (Exception e) when (stoppingToken.IsCancellationRequested && e is OperationCanceledException or ObjectDisposedException)
        {
            // Asked to stop, and stopped; or the stop could not wait and has disposed what the work needs.
        }
        catch
        {
            Environment.ExitCode = 1;
            throw;
        }
    }

    /// <summary>Does the work until it is asked to stop.</summary>
    protected abstract Task RunAsync(CancellationToken stoppingToken);
}
