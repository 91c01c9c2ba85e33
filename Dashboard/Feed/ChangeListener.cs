using Npgsql;
using SegmentationUpdates.Hosting;

namespace SegmentationUpdates.Dashboard.Feed;

/// <summary>
/// Listens to the database's notifications. They only say that there is something to read, and one that is missed costs a second: the
/// feed reads the changes themselves, by id. So a listener that cannot connect makes the feed slower, not wrong.
/// </summary>
internal sealed partial class ChangeListener(NpgsqlDataSource source, ILogger<ChangeListener> logger)
{
    /// <summary>Payload: the last change of segment.</summary>
    private const string Changes = "segment_changes";

    /// <summary>Payload: a model version that became active.</summary>
    private const string Models = "clustering_models";

    /// <summary>Payload: the active model's version, whose segments are called otherwise.</summary>
    private const string Names = "segment_names";

    /// <summary>Payload: nothing that names a person. Sizes have to be counted anew.</summary>
    private const string Erasures = "customer_erasures";

    /// <param name="changed">Called at each notification, and whenever listening begins: something may have been missed before.</param>
    /// <param name="erased">Called when customers are gone.</param>
    /// <param name="cancellationToken">Stops the work where it is.</param>
    public async Task ListenAsync(Action changed, Action erased, CancellationToken cancellationToken)
    {
        var backoff = new Backoff(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(10));
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(cancellationToken);
                connection.Notification += (_, notification) => (notification.Channel == Erasures ? erased : changed)();
                await using (var listen = new NpgsqlCommand($"LISTEN {Changes}; LISTEN {Models}; LISTEN {Names}; LISTEN {Erasures}", connection))
                {
                    await listen.ExecuteNonQueryAsync(cancellationToken);
                }

                changed();
                backoff = new Backoff(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(10));
                while (true)
                {
                    await connection.WaitAsync(cancellationToken);
                }
            }
            catch (Exception) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (ReadingProblem.IsExpected(e) || e is InvalidOperationException)
            {
                var delay = backoff.Next();
                LogDisconnected(ReadingProblem.Of(e), delay.TotalSeconds);
                await Task.Delay(delay, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Not listening to changes of segment ({Reason}); again in {Delay:0.0} s")]
    private partial void LogDisconnected(string reason, double delay);
}
