using System.Text.RegularExpressions;

namespace SegmentationUpdates.Packaging.Tests;

/// <summary>The units in deploy/systemd.</summary>
public sealed partial class SystemdUnitTests(InstalledTool tool)
{
    private const string Analyze = "/usr/bin/systemd-analyze";

    // Of ten, in tenths: what systemd itself calls OK.
    private const string MostExposure = "20";

    public static TheoryData<string, string> Units => new()
    {
        { "segmentation.service", "segmentation.service" },
        { "segmentation@.service", "segmentation@consumer.service" },
    };

    [Theory]
    [MemberData(nameof(Units))]
    public async Task A_unit_is_one_that_systemd_understands_and_finds_well_protected(string unit, string instance)
    {
        Assert.SkipUnless(File.Exists(Analyze), "systemd-analyze is not installed here.");
        var folder = Directory.CreateDirectory(Path.Combine(tool.Folder, Guid.NewGuid().ToString("N"))).FullName;
        var text = (await ReadAsync(unit)).Replace("/opt/segmentation/segmentation", "/bin/true", StringComparison.Ordinal);
        var path = Path.Combine(folder, instance);
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);

        var (verified, output, problems) = await Command.RunAsync(Analyze, folder, "verify", "--man=no", path);
        var (isProtected, report, _) = await Command.RunAsync(
            Analyze, folder, "security", "--offline=true", "--no-pager", $"--threshold={MostExposure}", path);

        Assert.Equal((0, "", ""), (verified, output, problems));
        Assert.True(isProtected == 0, report);
    }

    [Fact]
    public async Task The_program_understands_the_command_line_of_a_role()
    {
        var arguments = ExecStart().Match(await ReadAsync("segmentation@.service")).Groups["arguments"].Value.Split(' ')
            .Select(argument => argument
                .Replace("%i", "consumer", StringComparison.Ordinal)
                .Replace("${KAFKA}", "127.0.0.1:1", StringComparison.Ordinal)
                .Replace("${POSTGRES}", "Host=127.0.0.1;Port=1;Username=u;Database=d", StringComparison.Ordinal)
                .Replace("${STATE_DIRECTORY}", Path.Combine(tool.Folder, "state"), StringComparison.Ordinal));

        var (exitCode, _, errors) = await Command.RunAsync(tool.Program, tool.Folder, arguments);

        // It goes as far as the servers, which are not there.
        Assert.Contains("127.0.0.1:1", errors, StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
    }

    private static Task<string> ReadAsync(string unit) =>
        File.ReadAllTextAsync(Path.Combine(Build.RepositoryRoot, "deploy", "systemd", unit), TestContext.Current.CancellationToken);

    [GeneratedRegex("^ExecStart=/opt/segmentation/segmentation (?<arguments>.+)$", RegexOptions.Multiline, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex ExecStart();
}
