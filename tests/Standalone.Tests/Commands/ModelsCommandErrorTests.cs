using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Standalone.Tests.Commands;

/// <summary>Each mistake: one clear message, exit code 1 or 2.</summary>
public sealed class ModelsCommandErrorTests(LocalPostgresFixture server) : IClassFixture<LocalPostgresFixture>
{
    [Theory]
    [InlineData("list")]
    [InlineData("show", "1")]
    [InlineData("activate", "1")]
    [InlineData("name", "1", "before the campaign")]
    [InlineData("unpin")]
    [InlineData("retrain")]
    public async Task Without_a_run_the_folder_is_named(params string[] arguments)
    {
        using var folder = new TemporaryFolder();

        var message = (await ModelsAsync([.. arguments, "--data", folder.Data])).AssertFailure();

        Assert.Equal($"no run is on in {folder.Data}: start one, name the folder of one with --data, or another PostgreSQL with --postgres", message);
        Assert.False(Directory.Exists(folder.Data));
    }

    [Fact]
    public async Task A_PostgreSQL_that_does_not_answer_is_named_without_its_password()
    {
        var message = (await ModelsAsync("list", "--postgres", "Host=127.0.0.1;Port=1;Username=u;Password=s3cret;Database=d")).AssertFailure();

        Assert.Contains("cannot use PostgreSQL at 127.0.0.1:1", message);
        Assert.DoesNotContain("s3cret", message);
    }

    [Fact]
    public async Task A_database_without_the_schema_is_told_to_migrate() =>
        Assert.Contains("run the migrations first", (await ModelsAsync("list", "--postgres", server.Postgres.ConnectionString)).AssertFailure());

    [Theory]
    [InlineData("'--postgres' and", "list", "--postgres", "Host=h;Database=d", "--data", "x")]
    [InlineData("--postgres is not an Npgsql connection string", "list", "--postgres", "postgresql://db/d")]
    [InlineData("--postgres is not an Npgsql connection string", "list", "--postgres", "Database=d")]
    [InlineData("VERSION 'newest' is not a version", "activate", "newest")]
    [InlineData("VERSION '-1' is not a version", "show", "-1")]
    [InlineData("'show'", "show")]
    [InlineData("NAME is missing", "name", "1")]
    [InlineData("NAME and --clear exclude each other", "name", "1", "mine", "--clear")]
    [InlineData("NAME must not be empty", "name", "1", " ")]
    [InlineData("'frobnicate'", "frobnicate")]
    [InlineData("--timeout 'soon' is not a duration", "retrain", "--timeout", "soon")]
    public async Task A_wrong_command_line_is_named(string problem, params string[] arguments)
    {
        var result = await ModelsAsync(arguments);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(
            problem.Replace("'--postgres' and", "--data and --postgres name two databases", StringComparison.Ordinal),
            string.Join('\n', result.Errors));
        Assert.DoesNotContain(result.Errors, line => line.Contains("Exception", StringComparison.Ordinal));
    }

    private static Task<ChildResult> ModelsAsync(params IEnumerable<string> arguments) => CalledProgram.RunAsync(["models", .. arguments]);
}
