using Npgsql;

namespace SegmentationUpdates.Pipeline.Reclustering;

/// <summary>
/// What the database tells the leader on the leader's own connection: that a model was activated or let go, or that one was asked for. Only
/// a wake-up: what there is to do is in the tables.
/// </summary>
internal sealed class LeaderSignals : IDisposable
{
    private readonly NpgsqlConnection _connection;
    private volatile bool _came;

    private LeaderSignals(NpgsqlConnection connection)
    {
        _connection = connection;
        _connection.Notification += OnNotification;
    }

    public static async Task<LeaderSignals> ListenAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var signals = new LeaderSignals(connection);
        await using var command = new NpgsqlCommand("LISTEN clustering_models; LISTEN retraining_requests", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return signals;
    }

    /// <summary>Returns when a signal came, also one during a command since the last wait, or when the time is over.</summary>
    /// <exception cref="NpgsqlException">The connection is gone.</exception>
    public async Task WaitAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        if (!_came)
        {
            // Neither the limit nor a cancellation harms the connection.
            await _connection.WaitAsync(limit, cancellationToken);
        }

        _came = false;
    }

    /// <summary>Makes the next wait return at once.</summary>
    public void WakeAgain() => _came = true;

    public void Dispose() => _connection.Notification -= OnNotification;

    private void OnNotification(object sender, NpgsqlNotificationEventArgs e) => _came = true;
}
