using System.CommandLine;
using SegmentationUpdates.Standalone.Commands;

namespace SegmentationUpdates.Standalone.Tests.Commands;

public class HelpTests
{
    [Theory]
    [InlineData]
    [InlineData("run")]
    [InlineData("cluster")]
    [InlineData("generate")]
    public async Task Help_says_what_every_option_is_for(params string[] command)
    {
        var result = await ChildProgram.RunAsync([.. command, "--help"]);

        result.AssertSuccess();
        var options = Options(command.FirstOrDefault()).ToList();
        Assert.NotEmpty(options);
        Assert.All(options, option =>
        {
            var line = Assert.Single(result.Output, line => line.Contains($"{option.Name} <", StringComparison.Ordinal)
                || line.TrimStart().StartsWith($"{option.Name} ", StringComparison.Ordinal));
            Assert.Contains(option.Description![..20], line);
        });
    }

    [Fact]
    public async Task Help_names_the_commands()
    {
        var result = await ChildProgram.RunAsync("--help");

        Assert.All((string[])["run", "cluster", "generate", "models"], command =>
            Assert.Contains(result.Output, line => line.TrimStart().StartsWith($"{command} ", StringComparison.Ordinal)));
    }

    private static IEnumerable<Option> Options(string? command)
    {
        switch (command)
        {
            case "cluster":
                return ClusterCommand.Create().Options;
            case "generate":
                return GenerateCommand.Create().Options;
            default:
                var run = new Command("run");
                new RunCommand().AddTo(run);
                return run.Options;
        }
    }
}
