using SegmentationUpdates.Hosting;

namespace SegmentationUpdates.Dashboard.Erasures;

/// <summary>Keeps the list of erasures up to date: with those of other replicas, by SQL, and that could not be written.</summary>
internal sealed class ErasureLogService(ErasureLog log, TimeProvider time) : CriticalService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await log.CatchUpAsync(stoppingToken);
            await Task.Delay(Interval, time, stoppingToken);
        }
    }
}
