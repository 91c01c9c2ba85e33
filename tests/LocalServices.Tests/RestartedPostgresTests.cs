using System.Diagnostics;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.LocalServices.Tests;

public sealed class RestartedPostgresTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Data_survive_a_restart_and_fresh_forgets_the_data()
    {
        await using (var first = await StartAsync())
        {
            Assert.Equal(1, await first.AddRowAsync());
        }

        await using (var second = await StartAsync())
        {
            Assert.Equal(2, await second.AddRowAsync());
        }

        await using var fresh = await StartAsync(fresh: true);
        Assert.Equal(1, await fresh.AddRowAsync());
    }

    [Fact]
    public async Task Data_survive_a_kill_of_the_server()
    {
        await using (var killed = await StartAsync())
        {
            await killed.AddRowAsync();
            using var server = Process.GetProcessById(killed.ProcessId!.Value);
            server.Kill();
            await server.WaitForExitAsync(CancellationToken);
        }

        await using var next = await StartAsync();
        Assert.Equal(2, await next.AddRowAsync());
    }

    [Fact]
    public async Task An_orphaned_server_is_taken_over()
    {
        var orphan = await StartAsync();
        await orphan.AddRowAsync();
        var pid = orphan.ProcessId!.Value;
        orphan.Abandon();

        await using var next = await StartAsync();

        Assert.NotEqual(pid, next.ProcessId);
        Assert.Equal(2, await next.AddRowAsync());
        Assert.False(await Postmaster.IsOursAsync(pid, CancellationToken));
    }

    [Fact]
    public async Task A_process_id_left_by_a_crash_and_given_to_another_program_does_not_block()
    {
        await using (var first = await StartAsync())
        {
            await first.AddRowAsync();
        }

        using var bystander = Process.Start(new ProcessStartInfo("sleep", "300"))!;
        try
        {
            var pidFile = Path.Combine(_folder.Data, "postgres", "postmaster.pid");
            await File.WriteAllTextAsync(pidFile, $"{bystander.Id}\n{_folder.Data}\n1\n1\n\n127.0.0.1\n", CancellationToken);

            await using var next = await StartAsync();

            Assert.Equal(2, await next.AddRowAsync());
            Assert.False(bystander.HasExited);
        }
        finally
        {
            bystander.Kill();
        }
    }

    [Fact]
    public async Task Disposing_stops_the_server_and_frees_the_folder()
    {
        var postgres = await StartAsync();
        var pid = postgres.ProcessId!.Value;

        await postgres.DisposeAsync();
        await postgres.DisposeAsync();

        Assert.False(await Postmaster.IsOursAsync(pid, CancellationToken));
        DataFolder.Open(_folder.Data).Dispose();
    }

    [Fact]
    public async Task A_cancelled_start_leaves_nothing_behind_and_can_be_repeated()
    {
        foreach (var milliseconds in (int[])[0, 30, 150, 400, 700, 900])
        {
            using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(CancellationToken);
            cancellation.CancelAfter(milliseconds);
            try
            {
                await using var postgres = await LocalPostgres.StartAsync(_folder.Data, cancellationToken: cancellation.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.False(File.Exists(Path.Combine(_folder.Data, "postgres", "postmaster.pid")));
            }
        }

        await using var next = await StartAsync();
        Assert.Equal(1, await next.AddRowAsync());
    }

    private Postmaster Postmaster => new(Path.Combine(_folder.Data, "postgres"));

    private Task<LocalPostgres> StartAsync(bool fresh = false) => LocalPostgres.StartAsync(_folder.Data, fresh, CancellationToken);
}
