using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;
using SegmentationUpdates.Standalone.Commands;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Fault.Tests.Faults;

/// <summary>The built program as a process of its own, with a test's broker and database: to be killed.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private bool _ended;

    private ChildProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What it has written, with errors.</summary>
    public string Output => string.Join('\n', _output);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Consumer and trainer in one process.</summary>
    public static ChildProcess StartConsumer(TestDatabase database, TestKafka kafka, params (string Key, string Value)[] settings) =>
        StartRoles("consumer,trainer", database, kafka, settings);

    /// <param name="roles">As the option --roles has them.</param>
    /// <param name="database">Where they work.</param>
    /// <param name="kafka">Whose topics and group they use.</param>
    /// <param name="settings">Configuration below <c>Segmentation</c>.</param>
    public static ChildProcess StartRoles(
        string roles, TestDatabase database, TestKafka kafka, params (string Key, string Value)[] settings) =>
        Start(
            kafka,
            settings,
            new NpgsqlConnectionStringBuilder(database.HostConnectionString).Password,
            ["run", "--roles", roles, "--kafka", kafka.BootstrapServers, "--postgres", WithoutPassword(database.HostConnectionString)]);

    public static ChildProcess StartProducer(TestKafka kafka, int rate, params (string Key, string Value)[] settings) =>
        Start(kafka, settings, ["run", "--roles", "producer", "--kafka", kafka.BootstrapServers, "--rate", $"{rate}"]);

    /// <param name="kafka">Whose topics and group it uses.</param>
    /// <param name="settings">Configuration below <c>Segmentation</c>.</param>
    /// <param name="args">After the program's name.</param>
    public static ChildProcess Start(TestKafka kafka, (string Key, string Value)[] settings, params IEnumerable<string> args) =>
        Start(kafka, settings, password: null, args);

    private static ChildProcess Start(
        TestKafka kafka, (string Key, string Value)[] settings, string? password, IEnumerable<string> args)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, .. args])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in kafka.Environment)
        {
            start.Environment[name] = value;
        }

        foreach (var (key, value) in settings)
        {
            start.Environment[$"Segmentation__{key.Replace(":", "__", StringComparison.Ordinal)}"] = value;
        }

        if (password is not null)
        {
            start.Environment["PGPASSWORD"] = password; // A command line can be read by every user of the machine.
        }

        return new ChildProcess(new Process { StartInfo = start });
    }

    /// <summary>A process that ends without being told to fails the test, with what it wrote.</summary>
    public void AssertRunning() => Assert.False(_process.HasExited, Output);

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        AssertRunning();
        _ended = true;
        _process.Kill();
        await _process.WaitForExitAsync(Cancel).EndsAsync();
    }

    /// <summary>It has ended, whoever wanted it.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>SIGTERM, and waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync()
    {
        AssertRunning();
        await SignalAsync("TERM");
        return await EndAsync();
    }

    /// <param name="signal">Its name without SIG.</param>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        await kill.WaitForExitAsync(Cancel).EndsAsync();
    }

    /// <summary>Waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync(Cancel).EndsAsync();
        _ended = true;
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_ended && !_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None).WaitAsync(Eventually.Limit, CancellationToken.None);
        }

        _process.Dispose();
    }

    private static string WithoutPassword(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Password = null }.ConnectionString;

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
        }
    }
}
