using SegmentationUpdates.Standalone.Tests.Commands;
using SegmentationUpdates.Standalone.Tests.Views;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Standalone.Tests.Running;

/// <summary>Of a run that has no data folder, because its database is another's.</summary>
public sealed class OperatorKeyTests(SegmentDatabase databases) : IClassFixture<SegmentDatabase>, IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task It_is_kept_in_the_users_state_folder_and_printed_nowhere()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        await using var database = await databases.CreateAsync(TestContext.Current.CancellationToken);
        var environment = new Dictionary<string, string?> { ["XDG_STATE_HOME"] = _home.Location };
        using var program = ChildProgram.Start(environment, "--postgres", databases.ConnectionString(database), "--roles", "dashboard");
        var folder = Path.Combine(_home.Location, "segmentation");
        var file = Path.Combine(folder, "operator-key");

        var line = await program.LineAsync("^Dashboard: ");
        await program.SignalAsync("TERM");
        var result = await program.EndAsync();

        Assert.Contains($"operator key in {file}", line);
        var key = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(result.Output.Concat(result.Errors), text => text.Contains(key.Trim(), StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        }
    }

    [Fact]
    public async Task A_state_folder_that_cannot_be_made_is_named()
    {
        await using var database = await databases.CreateAsync(TestContext.Current.CancellationToken);
        var file = Path.Combine(_home.Location, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        using var program = ChildProgram.Start(
            new Dictionary<string, string?> { ["XDG_STATE_HOME"] = file }, "--postgres", databases.ConnectionString(database), "--roles", "dashboard");

        var message = (await program.EndAsync()).AssertFailure();

        Assert.Contains($"the operator key cannot be kept in {file}", message);
        Assert.Contains("set XDG_STATE_HOME to another folder", message);
    }
}
