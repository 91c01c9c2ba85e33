namespace SegmentationUpdates.Docs.Tests.Shell;

public sealed class ShellWordsTests
{
    [Theory]
    [InlineData("a b  c", "a|b|c")]
    [InlineData("a \\\n  b", "a|b")]
    [InlineData("a 'b c' \"d e\"", "a|b c|d e")]
    [InlineData("a # b", "a")]
    [InlineData("a #b\nc", "a/c")]
    [InlineData("a b#c", "a|b#c")]
    [InlineData("a; b && c | d", "a/b/c/d")]
    [InlineData("K=$(cat x | head -n 1) a", "K=$(cat x | head -n 1)|a")]
    [InlineData("a \"x $(b \"c d\") y\" z", "a|x $(b \"c d\") y|z")]
    [InlineData("a \"say \\\"b\\\"\"", "a|say \"b\"")]
    [InlineData("a ''", "a|")]
    public void A_script_is_taken_apart_as_a_shell_does(string script, string expected) =>
        Assert.Equal(expected, string.Join('/', ShellWords.Commands(script).Select(words => string.Join('|', words))));
}
