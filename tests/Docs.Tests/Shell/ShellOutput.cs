namespace SegmentationUpdates.Docs.Tests.Shell;

/// <summary>What a command left behind.</summary>
internal sealed record ShellOutput(int ExitCode, string Text)
{
    public void AssertSuccess(string what) => Assert.True(ExitCode == 0, $"{what} ended with exit code {ExitCode}:\n{Text}");
}
