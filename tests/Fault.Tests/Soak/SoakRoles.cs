using SegmentationUpdates.Fault.Tests.Faults;

namespace SegmentationUpdates.Fault.Tests.Soak;

/// <summary>
/// The processes of the pipeline, two consumers and two trainers, watched over as a service manager does: one that cannot start, because a server is
/// away, is started again; one that ends after it has worked is a fault of the product.
/// </summary>
internal sealed class SoakRoles : IAsyncDisposable
{
    private static readonly (string, string)[] Settings =
    [
        ("Ingestion:BatchSize", "500"),
        ("Reclustering:Interval", "00:00:20"),
        ("Clustering:Restarts", "2"),
        ("Kafka:Common:socket_timeout_ms", "10000"), // Of the broker in memory, which forgets an answer when it is broken at the wrong moment.
    ];

    private const int EndedBySignal = 128 + 15;

    private static readonly string[] Refusals = ["cannot use PostgreSQL at", "PostgreSQL failed: ", "no Kafka broker answers at"];

    private readonly SoakServers _servers;
    private readonly List<Place> _consumers;
    private readonly List<Place> _trainers;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watching;

    public SoakRoles(SoakServers servers)
    {
        _servers = servers;
        _consumers = [new Place("consumer", Start("consumer")), new Place("consumer", Start("consumer"))];
        _trainers = [new Place("trainer", Start("trainer")), new Place("trainer", Start("trainer"))];
        _watching = Task.Run(WatchAsync);
    }

    /// <summary>How often a process could not start, and was started again.</summary>
    public int RefusedStarts { get; private set; }

    public Task KillConsumerAsync(int choice) => ReplaceAsync(_consumers[choice % _consumers.Count], process => process.KillAsync());

    public Task StopConsumerAsync(int choice) => ReplaceAsync(_consumers[choice % _consumers.Count], StopAsync);

    public Task KillTrainerAsync(int choice) => ReplaceAsync(_trainers[choice % _trainers.Count], process => process.KillAsync());

    public Task StopTrainerAsync(int choice) => ReplaceAsync(_trainers[choice % _trainers.Count], StopAsync);

    /// <summary>As a machine that hangs: it answers nobody, and goes on as if nothing had been.</summary>
    public Task FreezeConsumerAsync(int choice, TimeSpan duration) => WithAsync(_consumers[choice % _consumers.Count], async place =>
    {
        await place.Process.SignalAsync("STOP");
        await Task.Delay(duration, TestContext.Current.CancellationToken);
        await place.Process.SignalAsync("CONT");
    });

    /// <summary>A process that has ended by itself fails the test.</summary>
    public async Task AssertNoneFailedAsync()
    {
        if (_watching.IsFaulted)
        {
            await _watching;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var place in _consumers.Concat(_trainers))
        {
            await place.Process.DisposeAsync();
            place.Hand.Dispose();
        }

        _stop.Dispose();
    }

    private static async Task StopAsync(ChildProcess process)
    {
        // Not 0 when the database is away: it cannot say then that everything is stored. One that has just been started knows no signals yet.
        var code = await process.StopAsync();
        Assert.True(code is 0 or 1 or EndedBySignal, $"exit code {code}\n{process.Output}");
        Assert.DoesNotContain("Unhandled exception", process.Output, StringComparison.Ordinal);
    }

    private ChildProcess Start(string role) => ChildProcess.StartRoles(role, _servers.Hosts, _servers.Kafka, Settings);

    private Task ReplaceAsync(Place place, Func<ChildProcess, Task> end) => WithAsync(place, async _ =>
    {
        // One that could not start has ended already.
        if (!place.Process.HasEnded)
        {
            await end(place.Process);
        }

        await AgainAsync(place);
    });

    private async Task AgainAsync(Place place)
    {
        await place.Process.DisposeAsync();
        place.Process = Start(place.Role);
    }

    private static async Task WithAsync(Place place, Func<Place, Task> action)
    {
        await place.Hand.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            await action(place);
        }
        finally
        {
            place.Hand.Release();
        }
    }

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (await timer.WaitForNextTickAsync(_stop.Token))
        {
            foreach (var place in _consumers.Concat(_trainers).Where(place => place.Process.HasEnded))
            {
                await WithAsync(place, async _ =>
                {
                    if (place.Process.HasEnded)
                    {
                        var code = await place.Process.EndAsync();
                        Assert.True(CouldNotStart(place.Process.Output), $"{place.Role} ended with {code} by itself:\n{place.Process.Output}");
                        RefusedStarts++;
                        await AgainAsync(place);
                    }
                });
            }
        }
    }

    // It ends with a sentence when a server is away, or its session is cut, before it works.
    private static bool CouldNotStart(string output) =>
        !output.Contains(" running: ", StringComparison.Ordinal)
        && Array.Exists(Refusals, refusal => output.Contains(refusal, StringComparison.Ordinal));

    private sealed class Place(string role, ChildProcess process)
    {
        public string Role => role;

        public SemaphoreSlim Hand { get; } = new(1, 1);

        public ChildProcess Process { get; set; } = process;
    }
}
