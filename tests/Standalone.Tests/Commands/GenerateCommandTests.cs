using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Standalone.Tests.Commands;

public sealed class GenerateCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Output => Path.Combine(_folder.Location, "out.csv");

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_project_file_comes_out_byte_for_byte()
    {
        var result = await CalledProgram.RunAsync("generate", "--customers", "4000", "--seed", "1", "-o", Output);

        result.AssertSuccess();
        Assert.Equal([$"wrote 4,000 customers to {Output}"], result.Output);
        Assert.Equal(
            await File.ReadAllBytesAsync(CustomerFile.Original, CancellationToken), await File.ReadAllBytesAsync(Output, CancellationToken));
    }

    [Fact]
    public async Task Fewer_customers_than_segments_have_none()
    {
        (await CalledProgram.RunAsync("generate", "--customers", "2", "-o", Output)).AssertSuccess();

        Assert.All(File.ReadLines(Output).Skip(1), line => Assert.EndsWith(",", line, StringComparison.Ordinal));
        Assert.Equal(3, File.ReadLines(Output).Count());
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_stop_leaves_the_older_file_as_it_was_and_no_other(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        await File.WriteAllTextAsync(Output, "older", CancellationToken);

        // Too many to be finished before they are stopped.
        using var program = ChildProgram.Start("generate", "--customers", "2000000000", "-o", Output);
        await UntilAsync(() => Directory.GetFiles(_folder.Location).Any(file => new FileInfo(file).Length > 1_000_000));
        await program.SignalAsync(signal);

        Assert.Equal("stopped before it was finished", (await program.EndAsync()).AssertFailure());
        Assert.Equal([Output], Directory.GetFiles(_folder.Location));
        Assert.Equal("older", await File.ReadAllTextAsync(Output, CancellationToken));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    public async Task A_count_below_one_is_refused(string count)
    {
        var result = await CalledProgram.RunAsync("generate", "--customers", count, "-o", Output);

        Assert.Contains("--customers must be at least 1", result.AssertUsage());
        Assert.False(File.Exists(Output));
    }

    [Fact]
    public async Task A_folder_that_does_not_exist_is_named()
    {
        var folder = Path.Combine(_folder.Location, "none");

        var result = await CalledProgram.RunAsync("generate", "-o", Path.Combine(folder, "out.csv"));

        Assert.Contains($"'{folder}' does not exist", result.AssertFailure());
    }

    private static async Task UntilAsync(Func<bool> reached)
    {
        for (var start = TimeProvider.System.GetTimestamp(); !reached(); await Task.Delay(20, CancellationToken))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Eventually.Limit, "It did not come to it in time.");
        }
    }
}
