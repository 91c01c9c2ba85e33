using System.Diagnostics;
using SegmentationUpdates.Fault.Tests.Ingestion;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Fault.Tests.Soak;

/// <summary>
/// Faults of all kinds at once, drawn at random, for <c>FAULT_SOAK_MINUTES</c> (30). Only with <c>FAULT_TESTS=soak</c>; <c>FAULT_SEED</c> repeats what is
/// drawn.
/// </summary>
public sealed class SoakTests
{
    private const int Hands = 3;
    private static readonly TimeSpan BetweenAudits = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Whatever_breaks_nothing_is_lost_and_nothing_is_there_twice()
    {
        Assert.SkipUnless(SoakPlan.IsWanted, "takes half an hour; FAULT_TESTS=soak asks for it");
        var account = new SoakAccount();
        account.Say($"{SoakPlan.Length} with FAULT_SEED={SoakPlan.Seed}");
        await using var servers = await SoakServers.StartAsync();
        Assert.SkipWhen(servers.Kafka.InMemory is null, "faults need the broker in this process");
        await servers.Database.AddAsync(TestCustomers.Take(SoakTraffic.Customers));
        await using var traffic = await new SoakTraffic(servers, SoakPlan.Seed).StartAsync();
        await using var letters = new DeadLetterReader(servers.Kafka);
        await using var dashboard = await new SoakDashboard(servers).StartAsync();
        await using var roles = new SoakRoles(servers);
        var faults = new SoakFaults(servers, roles, dashboard, traffic);
        var plan = new SoakPlan(SoakPlan.Seed, faults.Kinds);
        var audit = new SoakAudit(servers, traffic, letters);
        using var stop = new CancellationTokenSource();
        var sending = Task.Run(() => traffic.RunAsync(stop.Token), TestContext.Current.CancellationToken);

        var (audited, rejected) = (0, 0);
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < SoakPlan.Length;)
        {
            var began = Stopwatch.GetTimestamp();
            await SoakHands.BreakAsync(
                plan,
                account,
                faults.InjectAsync,
                Hands,
                isOver: () => Stopwatch.GetElapsedTime(began) > BetweenAudits || Stopwatch.GetElapsedTime(started) > SoakPlan.Length,
                pause => Task.Delay(pause, TestContext.Current.CancellationToken));
            await traffic.AloneAsync(async () =>
            {
                rejected = await audit.RunAsync();
                audited = traffic.Book.Accepted;
                account.Audited(audited, rejected);
            });
            await roles.AssertNoneFailedAsync();
            Assert.False(sending.IsFaulted, $"{sending.Exception}");
        }

        await stop.CancelAsync();
        await sending;
        var table = account.Table(audited, rejected);
        account.Say($"done; {roles.RefusedStarts} processes could not start while a server was away, and were started again\n{table}");
        if (Environment.GetEnvironmentVariable("FAULT_REPORT") is { Length: > 0 } file)
        {
            await File.AppendAllTextAsync(file, table + "\n", CancellationToken.None);
        }
    }
}
