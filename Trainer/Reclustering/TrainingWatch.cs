using SegmentationUpdates.Clustering.Training;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Trainer.Reclustering;

/// <summary>
/// Trains, and stops when another model is activated meanwhile. The leader's connection has nothing else to do while the processor works: it
/// listens, and whoever loses it loses the lead, and stops as well.
/// </summary>
internal static class TrainingWatch
{
    /// <returns>What the training made; null when another model was activated.</returns>
    public static async Task<TrainingResult?> RunAsync(
        SegmentationSession session,
        DatabaseSignals signals,
        long lastActivation,
        Func<CancellationToken, TrainingResult> train,
        CancellationToken cancellationToken)
    {
        using var overtaken = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var trained = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var training = Task.Run(() => train(overtaken.Token), overtaken.Token);
        var watching = WatchAsync(trained.Token);
        try
        {
            if (await Task.WhenAny(training, watching) == watching)
            {
                await overtaken.CancelAsync();
                await ((Task)training).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await watching;
                signals.RequestWake();
                return null;
            }

            return await training;
        }
        finally
        {
            await trained.CancelAsync();
            await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task WatchAsync(CancellationToken ended)
        {
            while (await ModelStore.LastActivationAsync(session.Context, ended) == lastActivation)
            {
                await signals.WaitAsync(Timeout.InfiniteTimeSpan, ended);
            }
        }
    }
}
