using System.Globalization;
using Npgsql;
using SegmentationUpdates.LocalServices;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Standalone.Tests.Commands;

/// <summary>A data folder for runs of the program.</summary>
public sealed class RunFolder : IAsyncDisposable
{
    /// <summary>Counts the profiles that are not what the baseline and every stored transaction make, added up from nothing.</summary>
    internal const string WrongProfiles =
        """
        SELECT count(*)
        FROM customer_segments c
        JOIN customer_baselines b USING (customer_id)
        LEFT JOIN (
          SELECT customer_id, count(*) AS transactions, sum(transaction_amt) AS amount
          FROM live_transaction_data
          GROUP BY customer_id
        ) t USING (customer_id)
        WHERE c.num_transactions <> b.num_transactions + COALESCE(t.transactions, 0)
          OR abs(c.avg_transaction_amt * c.num_transactions - (b.avg_transaction_amt * b.num_transactions + COALESCE(t.amount, 0)))
            > 1e-9 * c.avg_transaction_amt * c.num_transactions
        """;

    private readonly TemporaryFolder _folder = new();

    public string Data => _folder.Data;

    /// <summary>For files beside the data folder.</summary>
    public string Location => _folder.Location;

    /// <summary>No server is left of this folder's runs: neither its process nor the file that names it.</summary>
    public async Task AssertNothingRunsAsync()
    {
        Assert.False(File.Exists(Path.Combine(Data, "postgres", "postmaster.pid")), "The server's process file is still there.");
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // The server's log collector ends when it finds that all others have: a moment after them.
        var name = new Postmaster(Path.Combine(Data, "postgres")).Name;
        var start = TimeProvider.System.GetTimestamp();
        while (await FindAsync(name) is { } process)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Eventually.Limit, $"Still running: {process}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The folder's server, for a look at what a run has left.</summary>
    internal Task<LocalPostgres> OpenAsync() =>
        LocalPostgres.StartAsync(Data, cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>The folder's server while a run uses it: the way that the README shows.</summary>
    internal async Task<NpgsqlConnection> ConnectAsync()
    {
        var postmaster = await File.ReadAllLinesAsync(Path.Combine(Data, "postgres", "postmaster.pid"), TestContext.Current.CancellationToken);
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = int.Parse(postmaster[3], CultureInfo.InvariantCulture),
            Username = "segmentation",
            Password = await File.ReadAllTextAsync(Path.Combine(Data, "password"), TestContext.Current.CancellationToken),
            Database = "segmentation",
            Pooling = false,
        }.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        if (Directory.Exists(Data))
        {
            // A test that failed may have left a server.
            await LocalPostgres.ForgetAsync(Data, CancellationToken.None);
        }

        _folder.Dispose();
    }

    private static async Task<string?> FindAsync(string name)
    {
        foreach (var process in Directory.GetDirectories("/proc").Where(process => int.TryParse(Path.GetFileName(process), out _)))
        {
            try
            {
                var command = await File.ReadAllTextAsync(Path.Combine(process, "cmdline"), TestContext.Current.CancellationToken);
                if (command.Contains(name, StringComparison.Ordinal))
                {
                    return command.Replace('\0', ' ');
                }
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }
        }

        return null;
    }
}
