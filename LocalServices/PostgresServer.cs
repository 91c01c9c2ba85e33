using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SegmentationUpdates.LocalServices;

/// <summary>Starts and stops the server of one cluster. The caller holds the <see cref="DataFolder"/>.</summary>
/// <remarks>
/// pg_ctl puts the server into a session of its own, so that a Ctrl+C in the terminal reaches this program only, which drains first
/// and stops the server last. (Sent to the server it would be the order for a fast shutdown.)
/// </remarks>
internal sealed class PostgresServer(PostgresBinaries binaries, string cluster, IServerAccount account)
{
    private const int Attempts = 50;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    public Postmaster Postmaster { get; } = new(cluster);

    public PostgresLog Log { get; } = new(cluster);

    /// <param name="fixedPort">Where its clients expect it; null for any free one.</param>
    /// <param name="cancellationToken">Nothing runs on after a cancelled start.</param>
    /// <returns>The port.</returns>
    /// <exception cref="LocalServiceException">With the last lines of the server's log.</exception>
    public async Task<int> StartAsync(int? fixedPort, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var port = fixedPort ?? FreePort();
            PostgresConfiguration.Write(cluster, port);
            Log.BeginStart();
            var output = await RunStartAsync(cancellationToken);
            if (output.Succeeded)
            {
                return port;
            }

            var tail = Log.Tail();
            // Somebody took the port; the children of a killed server have not noticed yet that it is gone; or its parent has not,
            // and PostgreSQL takes the entry that is left in the table of processes for a server.
            if (attempt == Attempts
                || !(tail.Contains("could not bind", StringComparison.Ordinal)
                    || tail.Contains("pre-existing shared memory block", StringComparison.Ordinal)
                    || tail.Contains("lock file \"postmaster.pid\" already exists", StringComparison.Ordinal)))
            {
                throw new LocalServiceException(
                    $"PostgreSQL {binaries.Version} ({binaries.Folder}) did not start on {cluster}: {output.Text}"
                    + $"{Environment.NewLine}{tail}{Environment.NewLine}"
                    + "Mend what the log names, choose another data folder with --data, or begin again with --fresh (deletes the data).");
            }

            await Task.Delay(Patience, cancellationToken);
        }
    }

    /// <summary>Stops a running server and waits for its end; does nothing if there is none.</summary>
    /// <exception cref="LocalServiceException">It does not stop, or is not ours.</exception>
    public async Task StopAsync()
    {
        if (Postmaster.ReadPid() is not { } pid)
        {
            return;
        }

        switch (await Postmaster.ReadStateAsync(CancellationToken.None))
        {
            case PostmasterState.Gone:
                return;
            case PostmasterState.Unrelated:
                File.Delete(Postmaster.PidFile);
                return;
            case PostmasterState.Foreign:
                throw new LocalServiceException(
                    $"{cluster} seems to be in use by a PostgreSQL server that this program did not start (pid {pid}). "
                    + "Stop that server, or choose another data folder with --data.");
            case PostmasterState.Ours:
            default:
                break;
        }

        // Fast: connections are cut and a checkpoint is written. Immediate: as in a crash, the log repairs it at the next start.
        if (!await TryStopAsync(pid, "fast", TimeSpan.FromSeconds(30)) && !await TryStopAsync(pid, "immediate", TimeSpan.FromSeconds(10)))
        {
            throw new LocalServiceException($"PostgreSQL (pid {pid}) on {cluster} does not stop; end that process.");
        }
    }

    /// <summary>pg_ctl only waits for the removal of postmaster.pid, which comes a little before the end of the process.</summary>
    private async Task<bool> TryStopAsync(int pid, string mode, TimeSpan limit)
    {
        await RunPgCtlAsync(["stop", "-m", mode, "-W"], CancellationToken.None);
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < limit; await Task.Delay(PollInterval, CancellationToken.None))
        {
            if (!await Postmaster.IsOursAsync(pid, CancellationToken.None))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// pg_ctl is not killed when cancelled, since the server might then come up behind our back: the server is told to stop, until
    /// pg_ctl reports that it has.
    /// </summary>
    private async Task<ProcessOutput> RunStartAsync(CancellationToken cancellationToken)
    {
        var start = RunPgCtlAsync(
            [
                "start", "-w", "-t", "600",
                "-l", $"{account.NameOf(cluster)}/{PostgresLog.FirstLinesName}",
                "-o", $"-c cluster_name={Postmaster.Name}",
            ],
            CancellationToken.None);
        try
        {
            return await start.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            do
            {
                await StopAsync();
            }
            while (await Task.WhenAny(start, Task.Delay(Patience, CancellationToken.None)) != start);
            await StopAsync();
            throw;
        }
    }

    private Task<ProcessOutput> RunPgCtlAsync(IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        account.RunAsync(cluster, binaries.PgCtl, ["-D", account.NameOf(cluster), .. arguments], cancellationToken);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
