using Npgsql;
using SegmentationUpdates.Docs.Tests.Pages;
using SegmentationUpdates.Docs.Tests.Shell;
using SegmentationUpdates.LocalServices;

namespace SegmentationUpdates.Docs.Tests;

/// <summary>Reads a page with a terminal beside it, and types what stands there. One shell for the page: variables stay.</summary>
internal sealed class PageReader(RepositoryCopy copy, ITestOutputHelper log) : IAsyncDisposable
{
    private const string DocumentedKafka = "localhost:9092";

    // For what hangs: the slowest command builds everything.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private readonly string _variables = Path.Combine(copy.RepositoryRoot, "..", $"variables-{Guid.NewGuid():N}");
    private readonly Stack<StayingProgram> _staying = new();

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    /// <summary>Does what one block says.</summary>
    public Task FollowAsync(Block block)
    {
        log.WriteLine($"{block.Place} {string.Join(' ', block.Marks)}\n{block.Text}\n");
        return block switch
        {
            { Language: "sql", Needs: null } => QueryAsync(block.Text),
            { Language: "json" } => CheckJson(block),
            { IsCommands: false } => Task.CompletedTask,
            { Needs: not null } => CheckSyntaxAsync(block),
            { Stays: true } => StayAsync(block.Text, block.Place),
            { Streams: true } => StreamAsync(block),
            _ => RunAsync(block),
        };
    }

    /// <summary>What a reader has done who was here before: docs/command-line.md begins with it.</summary>
    public async Task InstallAsync()
    {
        if (!copy.IsInstalled)
        {
            await RunAsync(RepositoryCopy.Pages.SelectMany(page => page.Blocks).First(block =>
                block.Needs is null && block.Text.Contains("dotnet tool install --global SegmentationUpdates", StringComparison.Ordinal)));
            copy.IsInstalled = true;
        }
    }

    public Task StartRunAsync() => StayAsync("segmentation", "a run");

    /// <summary>Asks the database of the run that is on.</summary>
    public async Task QueryAsync(string sql)
    {
        log.WriteLine(sql);
        await using var connection = new NpgsqlConnection(
            await RunningPostgres.ConnectionStringAsync(Path.Combine(copy.RepositoryRoot, ".data"), CancellationToken));
        await connection.OpenAsync(CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = (int)Limit.TotalSeconds };
        await using var rows = await command.ExecuteReaderAsync(CancellationToken);
        do
        {
            var count = 0;
            while (await rows.ReadAsync(CancellationToken))
            {
                count++;
            }

            log.WriteLine($"{count:N0} rows");
        }
        while (await rows.NextResultAsync(CancellationToken));
    }

    /// <summary>Ctrl+C in each terminal where something is on.</summary>
    public async Task StopAsync()
    {
        while (_staying.TryPop(out var program))
        {
            using (program)
            {
                log.WriteLine(await program.StopAsync(CancellationToken));
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        while (_staying.TryPop(out var program))
        {
            program.Dispose();
        }

        File.Delete(_variables);
        return ValueTask.CompletedTask;
    }

    private async Task RunAsync(Block block)
    {
        using var shell = Start(block.Text);
        var output = await shell.EndAsync(CancellationToken).WaitAsync(Limit, CancellationToken);
        log.WriteLine(output.Text);
        output.AssertSuccess(block.Place);
    }

    private async Task StayAsync(string script, string place)
    {
        var program = new StayingProgram(Start(script), place);
        _staying.Push(program);
        await program.ReadyAsync(CancellationToken).WaitAsync(Limit, CancellationToken);
        log.WriteLine(program.Text);
    }

    private async Task StreamAsync(Block block)
    {
        foreach (var line in block.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var shell = Start(line);
            await Task.WhenAny(shell.Printed, shell.EndAsync(CancellationToken)).WaitAsync(Limit, CancellationToken);
            Assert.False(shell.HasExited, $"{block.Place}: {line} ended: {shell.Text}");
            log.WriteLine(shell.Text);
            await shell.InterruptAsync(CancellationToken);

            // It keeps its variables for the next before it ends.
            await shell.EndAsync(CancellationToken).WaitAsync(Limit, CancellationToken);
        }
    }

    private async Task CheckSyntaxAsync(Block block)
    {
        using var shell = new ShellProcess($"bash -n <<'END_OF_BLOCK'\n{block.Text}\nEND_OF_BLOCK", copy.RepositoryRoot, copy.Environment);
        (await shell.EndAsync(CancellationToken).WaitAsync(Limit, CancellationToken)).AssertSuccess($"{block.Place}: bash -n");
    }

    private static Task CheckJson(Block block)
    {
        using var document = System.Text.Json.JsonDocument.Parse(block.Text);
        return Task.CompletedTask;
    }

    private ShellProcess Start(string script) => new(
        $"""
        set -a
        [ ! -f '{_variables}' ] || . '{_variables}'
        trap "export -p | grep -v -e ' PATH=' > '{_variables}.new' && mv '{_variables}.new' '{_variables}'" EXIT
        {Here(script)}
        """,
        copy.RepositoryRoot,
        copy.Environment);

    // The addresses that the documentation names may be taken on this machine, or have nobody behind them.
    private string Here(string script) => _staying.Select(program => program.Address).OfType<string>().Aggregate(
        script.Replace(DocumentedKafka, copy.Kafka, StringComparison.Ordinal),
        (text, address) => text.Replace(StayingProgram.DocumentedAddress, address, StringComparison.Ordinal));
}
