using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SegmentationUpdates.Storage;
using SegmentationUpdates.Storage.Models;
using SegmentationUpdates.Trainer.Reclustering;

namespace SegmentationUpdates.Pipeline.Benchmarks;

/// <summary>
/// Everybody re-clustered: read, train, continue the segments, activate, score and write. One customer in a hundred has been put into another
/// segment before, so that as many are written at least.
/// </summary>
internal static class Reclustering
{
    private static readonly string[] PhaseNames = ["read customers", "fit model", "continue segments", "activate model", "apply model"];

    public static async Task<int> RunAsync(int customers, int rate, int runs, CancellationToken cancellationToken)
    {
        Console.WriteLine(
            $"{customers:N0} customers, {rate:N0} transactions/s meanwhile, {Environment.ProcessorCount} processors, load {Load()}");
        await using var database = await BenchmarkDatabase.StartAsync(customers, cancellationToken);
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddDbContextPool<SegmentationContext>(options => options.UseNpgsql(database.ConnectionString));
        builder.AddReclustering();
        builder.Logging.ClearProviders();
        await using var services = builder.Services.BuildServiceProvider();
        var cycle = services.GetRequiredService<ReclusteringCycle>();
        var scopes = services.GetRequiredService<IServiceScopeFactory>();
        await using var session = await SegmentationSession.OpenAsync(scopes, cancellationToken);
        using var signals = await DatabaseSignals.ListenAsync(session.Connection, ["clustering_models"], cancellationToken);
        await cycle.RunAsync(session, signals, cancellationToken, cancellationToken);
        await database.ScalarAsync<object>("VACUUM (ANALYZE) customer_segments", cancellationToken);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ingestion = new Ingestion(services, customers, rate);
        var ingesting = ingestion.RunAsync(stop.Token);
        using var phases = new Phases();
        Console.WriteLine(
            $"{"run",-4}{string.Concat(PhaseNames.Select(name => $"{name,20}"))}{"all",10}{"of processor",14}{"peak memory",14}{"changed",10}  "
                + "batches meanwhile: median, worst");
        for (var run = 1; run <= runs; run++)
        {
            await MeasureAsync(run);
        }

        await stop.CancelAsync();
        await ingesting;
        await ScoreAsync(session, services.GetRequiredService<ActiveModels>(), phases, cancellationToken);
        return 0;

        async Task MeasureAsync(int run)
        {
            // Locked in the order of customer_id first, as everything that updates many of them has to.
            await database.ScalarAsync<object>(
                $"""
                BEGIN;
                SELECT FROM customer_segments WHERE customer_id % 100 = {run} ORDER BY customer_id FOR NO KEY UPDATE;
                UPDATE customer_segments
                SET segment = (SELECT parameters -> 'labels' ->> 0 FROM clustering_models WHERE is_active)
                WHERE customer_id % 100 = {run};
                COMMIT
                """,
                cancellationToken);
            var changes = await database.ScalarAsync<long>("SELECT max(change_id) FROM segment_changes", cancellationToken);
            await database.ScalarAsync<object>("INSERT INTO retraining_requests DEFAULT VALUES", cancellationToken);
            ProcessMemory.ResetPeak();
            ingestion.TakeMilliseconds();

            var processor = Environment.CpuUsage.TotalTime;
            var started = Stopwatch.GetTimestamp();
            await cycle.RunAsync(session, signals, cancellationToken, cancellationToken);
            var seconds = (Environment.CpuUsage.TotalTime - processor).TotalSeconds;
            var all = Stopwatch.GetElapsedTime(started).TotalSeconds;

            var peak = ProcessMemory.PeakMegabytes();
            var batches = ingestion.TakeMilliseconds();
            var changed = await database.ScalarAsync<long>(
                $"SELECT count(*) FROM segment_changes WHERE change_id > {changes} AND reason = 'model'", cancellationToken);
            Console.WriteLine(
                $"{run,-4}{string.Concat(PhaseNames.Select(name => $"{phases.Seconds.GetValueOrDefault(name),18:F2} s"))}{all,8:F2} "
                    + $"s{seconds,12:F2} s{peak,11:F0} MB{changed,10:N0}"
                + (batches.Length == 0 ? "" : $"  {batches[batches.Length / 2]:F0}, {batches[^1]:F0} ms"));
        }
    }

    private static async Task ScoreAsync(
        SegmentationSession session, ActiveModels models, Phases phases, CancellationToken cancellationToken)
    {
        var active = await session.Context.ActiveModelAsync(cancellationToken);
        var model = models.Get(session.Connection, active!.ModelVersion).Model;
        var data = await CustomerFeatures.ReadAsync(session.Connection, model.FeatureNames, cancellationToken);
        var segments = new int[data.Rows];
        var distances = new double[data.Rows];
        var best = double.PositiveInfinity;
        for (var run = 0; run < 20; run++)
        {
            var started = Stopwatch.GetTimestamp();
            model.Assign(data, segments, distances);
            best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        Console.WriteLine(
            $"scoring alone: {best * 1e9 / data.Rows / model.K:F2} ns per customer and centroid; "
            + $"applying the model takes {phases.Seconds["apply model"] / best:F0} times as long, reading everybody "
            + $"{phases.Seconds["read customers"] / best:F0} times");
        Console.WriteLine($"load {Load()}");
    }

    // The figures of a machine that others use too are worth little without.
    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
