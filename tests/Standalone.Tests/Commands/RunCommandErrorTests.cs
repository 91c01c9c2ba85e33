using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Standalone.Tests.Commands;

/// <summary>Each mistake: one clear message, exit code 1 or 2, and nothing left running.</summary>
public sealed class RunCommandErrorTests : IAsyncDisposable
{
    private readonly RunFolder _folder = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task A_missing_customers_file_is_named_before_anything_starts()
    {
        var missing = Path.Combine(_folder.Location, "none.csv");

        var result = await RunAsync("--customers", missing);

        Assert.Contains($"{missing}: there is no such file", result.AssertUsage());
        Assert.Empty(result.Output);
        Assert.False(Directory.Exists(_folder.Data));
    }

    [Fact]
    public async Task A_file_without_customers_is_named()
    {
        var file = CustomerFile.Write(_folder.Location, CustomerFile.Rows(0));

        Assert.Contains($"{file}: there are no customers in it", (await RunAsync("--customers", file)).AssertUsage());
    }

    [Fact]
    public async Task An_unknown_column_is_named()
    {
        var rows = CustomerFile.Rows(5);
        rows[0][4] = "debts";

        var message = (await RunAsync("--customers", CustomerFile.Write(_folder.Location, rows))).AssertUsage();

        Assert.Contains("'debt'", message);
        Assert.Contains("income, balance, customer_lifetime_value, debts", message);
    }

    [Fact]
    public async Task Of_a_file_with_a_fault_in_its_last_line_nothing_is_loaded()
    {
        var file = CustomerFile.With(_folder.Location, count: 2000, line: 2001, "customer_id", "7");

        var message = (await RunAsync("--customers", file)).AssertFailure();

        Assert.Contains($"{file}, line 2001, column 'customer_id', value '7'", message);
        Assert.Contains("already in line 8", message);
        await using var postgres = await _folder.OpenAsync();
        Assert.Equal(0, await postgres.QueryAsync<long>("SELECT count(*) FROM customer_segments"));
    }

    [Theory]
    [InlineData("--rate", "0", "--rate must be from 0.01")]
    [InlineData("--rate", "fast", "--rate 'fast' is not a number")]
    [InlineData("--duration", "60d", "--duration '60d' is not a duration above zero and up to 49 days")]
    [InlineData("--roles", "producer", "--kafka HOST:PORT")]
    [InlineData("--kafka", "nowhere", "--kafka 'nowhere' is not HOST:PORT")]
    [InlineData("--postgres", "postgresql://db/d", "--postgres is not an Npgsql connection string")]
    [InlineData("--fast", null, "'--fast'")]
    [InlineData("frobnicate", null, "'frobnicate'")]
    [InlineData("--duraton", "5s", "'--duraton'. Did you mean '--duration'?")]
    [InlineData("clustr", null, "'clustr'. Did you mean 'cluster'?")]
    [InlineData("--profile", "realstic", "Did you mean 'realistic'?")]
    [InlineData("--roles", "consumer,prodcer", "Did you mean 'producer'?")]
    public async Task A_wrong_option_is_named_before_anything_starts(string option, string? value, string problem)
    {
        var result = await CalledProgram.RunAsync(((string?[])["--data", _folder.Data, option, value]).OfType<string>());

        Assert.Contains(problem, result.AssertUsage());
        Assert.False(Directory.Exists(_folder.Data));
    }

    [Fact]
    public async Task A_Kafka_that_does_not_answer_is_named()
    {
        var message = (await RunAsync("--kafka", "127.0.0.1:1")).AssertFailure();

        Assert.Contains("no Kafka broker answers at 127.0.0.1:1", message);
        Assert.Contains("--kafka", message);
        Assert.False(Directory.Exists(_folder.Data));
    }

    [Fact]
    public async Task A_PostgreSQL_that_does_not_answer_is_named_without_its_password()
    {
        var message = (await RunAsync("--postgres", "Host=127.0.0.1;Port=1;Username=u;Password=s3cret;Database=d")).AssertFailure();

        Assert.Contains("cannot use PostgreSQL at 127.0.0.1:1", message);
        Assert.Contains("--postgres", message);
        Assert.DoesNotContain("s3cret", message);
        Assert.False(Directory.Exists(_folder.Data));
    }

    [Fact]
    public async Task Without_PostgreSQL_programs_the_mend_is_named()
    {
        var empty = Directory.CreateDirectory(Path.Combine(_folder.Location, "empty")).FullName;
        using var program = ChildProgram.Start(
            new Dictionary<string, string?> { ["POSTGRES_BIN"] = empty }, "--data", _folder.Data, "--duration", "1s");

        var message = (await program.EndAsync()).AssertFailure();

        Assert.Contains($"POSTGRES_BIN is {empty}", message);
        Assert.Contains("initdb, postgres, pg_ctl", message);
    }

    [Fact]
    public async Task A_data_folder_of_another_PostgreSQL_version_is_kept_and_the_mend_is_named()
    {
        var cluster = Path.Combine(_folder.Data, "postgres");
        Directory.CreateDirectory(cluster);
        await File.WriteAllTextAsync(Path.Combine(_folder.Data, "segmentation-updates-data.txt"), "", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(cluster, "PG_VERSION"), "9\n", TestContext.Current.CancellationToken);

        var message = (await RunAsync()).AssertFailure();

        Assert.Contains($"{cluster} was made by PostgreSQL 9", message);
        Assert.Contains("--fresh", message);
        Assert.True(File.Exists(Path.Combine(cluster, "PG_VERSION")));
    }

    [Fact]
    public async Task Files_of_somebody_else_are_left_alone()
    {
        Directory.CreateDirectory(_folder.Data);
        var thesis = Path.Combine(_folder.Data, "thesis.txt");
        await File.WriteAllTextAsync(thesis, "ten years of work", TestContext.Current.CancellationToken);

        Assert.Contains("did not make", (await RunAsync("--fresh")).AssertFailure());
        Assert.Equal([thesis], Directory.GetFileSystemEntries(_folder.Data));
        Directory.Delete(_folder.Data, recursive: true);
    }

    private async Task<ChildResult> RunAsync(params string[] options)
    {
        var result = await CalledProgram.RunAsync(["--data", _folder.Data, "--duration", "1s", .. options]);
        await _folder.AssertNothingRunsAsync();
        return result;
    }
}
