namespace SegmentationUpdates.Standalone.Tests.Commands;

public class DeadLettersCommandErrorTests
{
    [Theory]
    [InlineData("--kafka", "list")]
    [InlineData("--kafka", "replay")]
    [InlineData("--kafka 'nowhere' is not HOST:PORT", "list", "--kafka", "nowhere")]
    [InlineData("--since 'yesterday' is neither a time such as", "list", "--kafka", "127.0.0.1:1", "--since", "yesterday")]
    [InlineData("--reason 'unknown' is no reason", "replay", "--kafka", "127.0.0.1:1", "--reason", "unknown")]
    [InlineData("unknown-customer", "replay", "--kafka", "127.0.0.1:1", "--reason", "unknown")]
    [InlineData("'--all'", "replay", "--kafka", "127.0.0.1:1", "--all")]
    public async Task A_wrong_option_is_named(string problem, params string[] args)
    {
        var result = await CalledProgram.RunAsync(["dead-letters", .. args]);

        Assert.Contains(problem, result.AssertUsage());
    }

    [Fact]
    public async Task A_mistyped_command_is_named()
    {
        var result = await CalledProgram.RunAsync("dead-letters", "lsit");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(result.Errors, error => error.Contains("'lsit'", StringComparison.Ordinal));
        Assert.Equal("Try --help.", result.Errors[^1]);
    }

    [Fact]
    public async Task A_Kafka_that_does_not_answer_is_named()
    {
        var result = await CalledProgram.RunAsync("dead-letters", "list", "--kafka", "127.0.0.1:1");

        Assert.Contains("no Kafka broker answers at 127.0.0.1:1", result.AssertFailure());
    }
}
