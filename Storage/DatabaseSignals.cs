using Npgsql;

namespace SegmentationUpdates.Storage;

/// <summary>
/// Notifications on a connection that somebody works with: those that come during a command count for the next wait. Only a wake-up: what
/// there is to do is in the tables, and whoever waits looks there from time to time anyway.
/// </summary>
public sealed class DatabaseSignals : IDisposable
{
    private readonly NpgsqlConnection _connection;
    private volatile bool _came;

    private DatabaseSignals(NpgsqlConnection connection)
    {
        _connection = connection;
        _connection.Notification += OnNotification;
    }

    /// <param name="connection">Open; listens until it is closed.</param>
    /// <param name="channels">Names that need no quotes.</param>
    /// <param name="cancellationToken">Cancels the first command only.</param>
    public static async Task<DatabaseSignals> ListenAsync(
        NpgsqlConnection connection, IEnumerable<string> channels, CancellationToken cancellationToken)
    {
        var signals = new DatabaseSignals(connection);
        await using var command = new NpgsqlCommand(string.Join("; ", channels.Select(channel => $"LISTEN {channel}")), connection);
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
    public void RequestWake() => _came = true;

    public void Dispose() => _connection.Notification -= OnNotification;

    private void OnNotification(object sender, NpgsqlNotificationEventArgs e) => _came = true;
}
