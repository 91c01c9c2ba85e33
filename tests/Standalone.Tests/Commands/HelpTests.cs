using System.CommandLine;
using SegmentationUpdates.Standalone.Commands;

namespace SegmentationUpdates.Standalone.Tests.Commands;

public class HelpTests
{
    [Theory]
    [InlineData]
    [InlineData("run")]
    [InlineData("cluster")]
    [InlineData("evaluate")]
    [InlineData("generate")]
    [InlineData("ingest")]
    [InlineData("dead-letters", "list")]
    [InlineData("dead-letters", "replay")]
    [InlineData("models", "list")]
    [InlineData("models", "show")]
    [InlineData("models", "activate")]
    [InlineData("models", "retrain")]
    [InlineData("sql")]
    [InlineData("verify")]
    [InlineData("erasures", "repeat")]
    public async Task Help_says_what_every_option_is_for(params string[] command)
    {
        var result = await CalledProgram.RunAsync([.. command, "--help"]);

        result.AssertSuccess();
        var options = Options(command).ToList();
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
        var result = await CalledProgram.RunAsync("--help");

        Assert.All((string[])["run", "cluster", "generate", "dead-letters", "models", "sql", "verify", "erasures"], command =>
            Assert.Contains(result.Output, line => line.TrimStart().StartsWith($"{command} ", StringComparison.Ordinal)));
    }

    private static IEnumerable<Option> Options(string[] command)
    {
        switch (command.FirstOrDefault())
        {
            case "dead-letters":
                return new DeadLettersCommand().Create().Subcommands.Single(subcommand => subcommand.Name == command[1]).Options;
            case "models":
                return new ModelsCommand().Create().Subcommands.Single(subcommand => subcommand.Name == command[1]).Options;
            case "sql":
                return new SqlCommand().Create().Options;
            case "erasures":
                return new ErasuresCommand().Create().Subcommands.Single().Options;
            case "verify":
                return new VerifyCommand().Create().Options;
            case "cluster":
                return new ClusterCommand().Create().Options;
            case "evaluate":
                return new EvaluateCommand().Create().Options;
            case "ingest":
                return new IngestCommand().Create().Options;
            case "generate":
                return GenerateCommand.Create().Options;
            default:
                var run = new Command("run");
                new RunCommand().AddTo(run);
                return run.Options;
        }
    }
}
