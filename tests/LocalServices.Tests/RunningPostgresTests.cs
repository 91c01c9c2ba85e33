using Npgsql;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.LocalServices.Tests;

public sealed class RunningPostgresTests(LocalPostgresFixture fixture) : IClassFixture<LocalPostgresFixture>
{
    private readonly LocalPostgres _postgres = fixture.Postgres;

    [Fact]
    public async Task The_database_is_UTF8_and_durable()
    {
        Assert.Equal("segmentation", await _postgres.QueryAsync<string>("SELECT current_database()::text"));
        Assert.Equal("UTF8", await _postgres.QueryAsync<string>("SHOW server_encoding"));
        Assert.Equal("on", await _postgres.QueryAsync<string>("SHOW fsync"));
        Assert.Equal("on", await _postgres.QueryAsync<string>("SHOW synchronous_commit"));
    }

    [Fact]
    public async Task It_listens_on_loopback_only()
    {
        Assert.Equal("127.0.0.1", await _postgres.QueryAsync<string>("SHOW listen_addresses"));
        Assert.Equal("", await _postgres.QueryAsync<string>("SHOW unix_socket_directories"));
    }

    [Fact]
    public async Task A_wrong_password_is_refused()
    {
        var wrong = new NpgsqlConnectionStringBuilder(_postgres.ConnectionString) { Password = "wrong", Pooling = false };
        await using var connection = new NpgsqlConnection(wrong.ConnectionString);

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync(TestContext.Current.CancellationToken));

        Assert.Equal(PostgresErrorCodes.InvalidPassword, refusal.SqlState);
    }

    [Fact]
    public void The_password_is_for_its_owner_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other permissions.");
        if (!OperatingSystem.IsWindows())
        {
            var mode = File.GetUnixFileMode(Path.Combine(fixture.Folder, "password"));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, mode);
        }
    }

    [Fact]
    public async Task A_second_run_on_the_same_data_folder_is_refused()
    {
        var refusal = await Assert.ThrowsAsync<LocalServiceException>(
            () => LocalPostgres.StartAsync(fixture.Folder, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains($"{fixture.Folder} is in use by another run (pid {Environment.ProcessId})", refusal.Message);
        Assert.Contains("--data", refusal.Message);
        Assert.Equal(1, await _postgres.QueryAsync<int>("SELECT 1"));
    }

    [Fact]
    public async Task A_folder_in_use_is_not_forgotten()
    {
        await Assert.ThrowsAsync<LocalServiceException>(
            () => LocalPostgres.ForgetAsync(fixture.Folder, TestContext.Current.CancellationToken));

        Assert.Equal(1, await _postgres.QueryAsync<int>("SELECT 1"));
    }

    [Fact]
    public async Task An_error_is_logged_without_the_row_it_was_about()
    {
        await Assert.ThrowsAsync<PostgresException>(
            () => _postgres.QueryAsync<int>(
                "CREATE TABLE secrets (name text PRIMARY KEY); INSERT INTO secrets VALUES ('Jane Doe'), ('Jane Doe')"));

        // Another process of the server writes the file, a little later.
        var log = "";
        await Eventually.TrueAsync(
            async () => (log = await ReadSharedAsync(_postgres.LogFile)).Contains("duplicate key", StringComparison.Ordinal),
            "the error is in the log");

        Assert.DoesNotContain("Jane Doe", log);
    }

    [Fact]
    public async Task The_server_is_in_a_session_of_its_own_where_Ctrl_C_does_not_reach_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Reads /proc.");

        var server = await SessionOfAsync(_postgres.ProcessId!.Value);

        Assert.Equal(_postgres.ProcessId, server);
        Assert.NotEqual(await SessionOfAsync(Environment.ProcessId), server);
    }

    private static async Task<int> SessionOfAsync(int pid)
    {
        var stat = await File.ReadAllTextAsync($"/proc/{pid}/stat", TestContext.Current.CancellationToken);
        // "pid (name) state parent group session ...", and a name may hold spaces.
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[3]);
    }

    private static async Task<string> ReadSharedAsync(string path)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
