using System.Diagnostics;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using SegmentationUpdates.LocalServices;
using SegmentationUpdates.Migrations;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Fault.Tests.Soak;

/// <summary>Injects each kind of fault, and mends it.</summary>
internal sealed class SoakFaults(SoakServers servers, SoakRoles roles, SoakDashboard dashboard, SoakTraffic traffic)
{
    private const short Produce = 0, Fetch = 1, OffsetCommit = 8, AddPartitionsToTransaction = 24, EndTransaction = 26, ConsumerGroupHeartbeat = 68;

    private static readonly (short Request, ErrorCode[] Errors)[] BrokerErrors =
    [
        (Produce, [ErrorCode.RequestTimedOut, ErrorCode.NotEnoughReplicas, ErrorCode.Local_Transport]),
        (Fetch, [ErrorCode.UnknownTopicOrPart, ErrorCode.Local_Transport]),
        (OffsetCommit, [ErrorCode.RequestTimedOut, ErrorCode.NotCoordinatorForGroup, ErrorCode.GroupLoadInProgress, ErrorCode.Local_Transport]),
        (ConsumerGroupHeartbeat, [ErrorCode.GroupCoordinatorNotAvailable, ErrorCode.Local_Transport]),
        (AddPartitionsToTransaction, [ErrorCode.ConcurrentTransactions, ErrorCode.GroupCoordinatorNotAvailable]),
        (EndTransaction, [ErrorCode.NotCoordinatorForGroup, ErrorCode.Local_Transport]),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private InMemoryBroker Broker => servers.Kafka.InMemory!;

    /// <summary>Those that this machine and this broker allow.</summary>
    public IReadOnlyList<FaultKind> Kinds { get; } =
        [.. Enum.GetValues<FaultKind>().Where(kind => kind != FaultKind.DiskFull || servers.Disk is not null)];

    public Task InjectAsync(DrawnFault fault) => fault.Kind switch
    {
        FaultKind.ConsumerKilled => roles.KillConsumerAsync(fault.Choice),
        FaultKind.ConsumerStopped => roles.StopConsumerAsync(fault.Choice),
        FaultKind.ConsumerFrozen => roles.FreezeConsumerAsync(fault.Choice, fault.Duration),
        FaultKind.TrainerKilled => roles.KillTrainerAsync(fault.Choice),
        FaultKind.TrainerStopped => roles.StopTrainerAsync(fault.Choice),
        FaultKind.DashboardRestarted => dashboard.RestartAsync(),
        FaultKind.ProducerRestarted => traffic.RestartProducerAsync(),
        FaultKind.MembersJoinAndLeave => JoinAndLeaveAsync(fault.Duration),
        FaultKind.SessionsCut => SoakServers.AskAsync(servers.Hosts.TerminateHostsAsync),
        FaultKind.SessionKilled => SoakServers.AskAsync(KillSessionAsync),
        FaultKind.DatabaseKilled => servers.BreakDatabaseAsync(() => WaitAfter(servers.KillDatabase, fault.Duration / 4)),
        FaultKind.DatabaseRestarted => servers.BreakDatabaseAsync(servers.RestartDatabaseAsync),
        FaultKind.DatabaseReadOnly => servers.BreakDatabaseAsync(() => ReadOnlyAsync(fault.Duration)),
        FaultKind.DiskFull => servers.BreakDatabaseAsync(() => WaitAfter(servers.Disk!.Fill, fault.Duration)),
        FaultKind.DiskSlow => servers.BreakDatabaseAsync(() => SlowCommitsAsync(fault.Duration)),
        FaultKind.TablesLocked => servers.BreakDatabaseAsync(() => LockAsync(fault.Duration / 3)),
        FaultKind.SchemaAppliedAgain => SoakServers.AskAsync(MigrateAsync),
        FaultKind.BrokerDown => servers.BreakBrokerAsync(() => BetweenAsync(Broker.SetDown, Broker.SetUp, fault.Duration)),
        FaultKind.BrokerSlow => servers.BreakBrokerAsync(() => BetweenAsync(
            () => Broker.SetRoundTripTime(TimeSpan.FromMilliseconds(300)), () => Broker.SetRoundTripTime(TimeSpan.Zero), fault.Duration)),
        FaultKind.LeaderLost => Injected(Produce, ErrorCode.NotLeaderForPartition, Fetch, ErrorCode.NotLeaderForPartition, times: 6),
        FaultKind.BrokerErrors => BrokerErrorsAsync(fault.Choice),
        FaultKind.PublisherFenced => Injected(
            fault.Choice % 2 == 0 ? AddPartitionsToTransaction : EndTransaction, ErrorCode.InvalidProducerEpoch, Fetch, ErrorCode.Local_Transport, times: 1),
        FaultKind.HostileMessages => traffic.SendHostileAsync(count: 200),
        FaultKind.IdConflicts => traffic.SendConflictsAsync(count: 20),
        FaultKind.OperatorKeyRotated => traffic.SendByAsync(dashboard.RotateKeyAsync),
        FaultKind.ModelRequested => SoakServers.AskAsync(() => servers.Database.ExecuteAsync("INSERT INTO retraining_requests DEFAULT VALUES")),
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault.Kind, null),
    };

    private static async Task WaitAfter(Action @break, TimeSpan duration)
    {
        @break();
        await Task.Delay(duration, Cancel);
    }

    private static async Task BetweenAsync(Action @break, Action mend, TimeSpan duration)
    {
        @break();
        try
        {
            await Task.Delay(duration, Cancel);
        }
        finally
        {
            mend();
        }
    }

    private async Task JoinAndLeaveAsync(TimeSpan duration)
    {
        await using var member = await PipelineHost.WithIngestion(servers.Hosts, servers.Kafka, ("Ingestion:BatchSize", "50")).StartAsync();
        await Task.Delay(duration, Cancel);
        await member.StopAsync();
        Assert.Equal(0, member.Ingestion.Lost);
    }

    // The server takes a process that was killed for a crash of itself and begins anew, without the other sessions.
    private async Task KillSessionAsync()
    {
        var pids = await servers.Database.QueryAsync(
            "SELECT pid FROM pg_stat_activity WHERE application_name = 'pipeline' ORDER BY xact_start NULLS LAST LIMIT 1", reader => reader.GetInt32(0));
        foreach (var pid in pids)
        {
            try
            {
                using var process = Process.GetProcessById(pid);
                process.Kill();
            }
            catch (ArgumentException)
            {
                // It has just ended.
            }
        }
    }

    private async Task ReadOnlyAsync(TimeSpan duration)
    {
        await SetReadOnlyAsync("on");
        await Task.Delay(duration, Cancel);
        await SetReadOnlyAsync("off");
    }

    private Task SetReadOnlyAsync(string value) => SoakServers.AskAsync(async () =>
    {
        await using (var connection = await servers.Database.OpenAsync())
        {
            await connection.ExecuteAsync("SET default_transaction_read_only = off");
            await connection.ExecuteAsync(
                $"DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = {value}', current_database()); END $$");
        }

        await servers.Hosts.TerminateHostsAsync();
    });

    // Each commit takes a tenth of a second, as on a disk that is busy with something else.
    private async Task SlowCommitsAsync(TimeSpan duration)
    {
        await SetCommitDelayAsync(microseconds: 100_000);
        await Task.Delay(duration, Cancel);
        await SetCommitDelayAsync(microseconds: 0);
    }

    private Task SetCommitDelayAsync(int microseconds) => SoakServers.AskAsync(async () =>
    {
        await servers.Database.ExecuteAsync("ALTER SYSTEM SET commit_siblings = 0");
        await servers.Database.ExecuteAsync($"ALTER SYSTEM SET commit_delay = {microseconds}");
        await servers.Database.ExecuteAsync("SELECT pg_reload_conf()");
    });

    private async Task LockAsync(TimeSpan duration)
    {
        try
        {
            await using var connection = await servers.Database.OpenAsync();
            await using var transaction = await connection.BeginTransactionAsync(Cancel);
            await connection.ExecuteAsync("LOCK TABLE customer_segments, live_transaction_data IN SHARE MODE");
            await Task.Delay(duration, Cancel);
            await transaction.RollbackAsync(Cancel);
        }
        catch (Npgsql.NpgsqlException)
        {
            // A session was killed elsewhere, and the server began anew: the lock is gone with it.
        }
    }

    // As an upgrade whose functions have all changed.
    private async Task MigrateAsync()
    {
        await servers.Database.ExecuteAsync("DELETE FROM schemaversions WHERE scriptname LIKE 'db/functions/%'");
        await new SchemaMigrator(NullLogger<SchemaMigrator>.Instance).MigrateAsync(servers.Database.ConnectionString, Cancel);
    }

    private Task BrokerErrorsAsync(int choice)
    {
        var (request, errors) = BrokerErrors[choice % BrokerErrors.Length];
        Broker.InjectErrors(request, errors);
        return Task.CompletedTask;
    }

    private Task Injected(short one, ErrorCode first, short other, ErrorCode second, int times)
    {
        for (var i = 0; i < times; i++)
        {
            Broker.InjectErrors(one, first);
            Broker.InjectErrors(other, second);
        }

        return Task.CompletedTask;
    }
}
