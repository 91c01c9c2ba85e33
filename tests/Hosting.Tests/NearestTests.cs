namespace SegmentationUpdates.Hosting.Tests;

public class NearestTests
{
    private static readonly string[] Names = ["--duration", "--data", "--rate", "--roles", "K", "BatchSize"];

    [Theory]
    [InlineData("--duraton", "--duration")]
    [InlineData("--durration", "--duration")]
    [InlineData("--dration", "--duration")]
    [InlineData("--raet", "--rate")]
    [InlineData("--dur", "--duration")]
    [InlineData("batchsise", "BatchSize")]
    [InlineData("k", "K")]
    [InlineData("--colour", null)]
    [InlineData("frobnicate", null)]
    [InlineData("", null)]
    public void The_one_that_was_meant_is_found(string text, string? name) => Assert.Equal(name, Nearest.To(text, text.Length == 0 ? ["--rate"] : Names));

    [Fact]
    public void A_question_ends_a_message_only_when_there_is_an_answer()
    {
        Assert.Equal(" Did you mean '--rate'?", Nearest.Question("--rat", Names));
        Assert.Equal("", Nearest.Question("--colour", Names));
    }
}
