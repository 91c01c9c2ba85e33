using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using HdrHistogram;
using Microsoft.AspNetCore.SignalR.Client;
using Npgsql;

namespace SegmentationUpdates.Dashboard.Benchmarks;

/// <summary>Viewers on one side, changes on the other, and the time from a change's commit to each viewer's having it.</summary>
internal sealed class ViewerLoad(Uri dashboard, string postgres, int? process)
{
    private const int BatchesPerSecond = 20;

    private readonly ConcurrentDictionary<long, long> _commits = new();
    private readonly LongConcurrentHistogram _delays = new(1, 60_000_000, 3);
    private long _received;
    private long _leftOut;
    private long _updates;

    public async Task RunAsync(int viewers, int rate, TimeSpan duration, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var connections = new List<HubConnection>();
        var before = Memory();
        for (var i = 0; i < viewers; i++)
        {
            connections.Add(await ConnectAsync(cancellationToken));
        }

        var watching = connections.Select(connection => WatchAsync(connection, ended.Token)).ToList();
        var connected = Memory();
        var changes = await ChangeAsync(rate, duration, cancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(2), cancellationToken); // What is on its way arrives.
        var after = Memory();
        await ended.CancelAsync();
        await Task.WhenAll(watching);
        foreach (var connection in connections)
        {
            await connection.DisposeAsync();
        }

        Console.WriteLine($"{viewers:N0} viewers, {changes:N0} changes in {duration.TotalSeconds:N0} s");
        Console.WriteLine(
            $"moves received: {_received:N0} of {(long)changes * viewers:N0}, told to be left out: {_leftOut:N0}; states per viewer and second: "
                + $"{_updates / duration.TotalSeconds / viewers:N1}");
        Console.WriteLine(
            $"commit to viewer: median {_delays.GetValueAtPercentile(50) / 1000.0:N0} ms, 99th percentile "
                + $"{_delays.GetValueAtPercentile(99) / 1000.0:N0} ms, longest {_delays.GetValueAtPercentile(100) / 1000.0:N0} ms");
        if (process is not null)
        {
            Console.WriteLine($"memory of the dashboard: {before:N0} MB before, {connected:N0} MB with the viewers, {after:N0} MB at the end");
        }
    }

    private async Task<HubConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var connection = new HubConnectionBuilder().WithUrl(new Uri(dashboard, "/hubs/segments")).Build();
        await connection.StartAsync(cancellationToken);
        return connection;
    }

    private async Task WatchAsync(HubConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var update in connection.StreamAsync<JsonElement>("Watch", (long?)null, cancellationToken))
            {
                var now = Stopwatch.GetTimestamp();
                Interlocked.Increment(ref _updates);
                Interlocked.Add(ref _leftOut, update.GetProperty("moves_left_out").GetInt64());
                foreach (var move in update.GetProperty("moves").EnumerateArray())
                {
                    // Whoever hears of it before the writer does was faster than can be measured.
                    if (_commits.TryGetValue(move.GetProperty("change_id").GetInt64(), out var committed))
                    {
                        _delays.RecordValue(Math.Max(1, (long)Stopwatch.GetElapsedTime(committed, now).TotalMicroseconds));
                        Interlocked.Increment(ref _received);
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Enough.
        }
    }

    // To and fro between two segments of the benchmark's own, a batch a transaction.
    private async Task<int> ChangeAsync(int rate, TimeSpan duration, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(postgres);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / BatchesPerSecond));
        var started = Stopwatch.GetTimestamp();
        var changes = 0;
        for (var batch = 0; Stopwatch.GetElapsedTime(started) < duration; batch++)
        {
            await timer.WaitForNextTickAsync(cancellationToken);
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var command = new NpgsqlCommand(
                """
                WITH chosen AS (SELECT customer_id FROM customer_segments ORDER BY customer_id LIMIT $1 OFFSET $2)
                UPDATE customer_segments SET segment = CASE segment WHEN 'to' THEN 'fro' ELSE 'to' END
                WHERE customer_id IN (SELECT customer_id FROM chosen);
                """,
                connection)
            {
                Parameters = { new() { Value = rate / BatchesPerSecond }, new() { Value = batch % BatchesPerSecond * (rate / BatchesPerSecond) } },
            };
            changes += await command.ExecuteNonQueryAsync(cancellationToken);
            var committed = Stopwatch.GetTimestamp();
            await using var ids = new NpgsqlCommand("SELECT change_id FROM segment_changes ORDER BY change_id DESC LIMIT $1", connection)
            {
                Parameters = { new() { Value = rate / BatchesPerSecond } },
            };
            await using var reader = await ids.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                _commits[reader.GetInt64(0)] = committed;
            }
        }

        return changes;
    }

    private long Memory()
    {
        if (process is not { } id)
        {
            return 0;
        }

        using var watched = Process.GetProcessById(id);
        return watched.WorkingSet64 / 1_000_000;
    }
}
