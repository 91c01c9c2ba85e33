namespace SegmentationUpdates.Standalone.Tests.Commands;

/// <summary>What a <see cref="ChildProgram"/> said, and how it ended.</summary>
internal sealed record ChildResult(int ExitCode, IReadOnlyList<string> Output, IReadOnlyList<string> Errors)
{
    public void AssertSuccess()
    {
        Assert.True(Errors.Count == 0, string.Join('\n', Errors));
        Assert.Equal(0, ExitCode);
    }

    /// <summary>One message for a person, and exit code 1.</summary>
    /// <returns>The message.</returns>
    public string AssertFailure()
    {
        var message = Assert.Single(Errors);
        Assert.DoesNotContain("Exception", message);
        Assert.DoesNotContain("(Parameter", message);
        Assert.Equal(1, ExitCode);
        return message;
    }

    /// <summary>One message for a person, where to find help, exit code 2, and nothing done.</summary>
    /// <returns>The message.</returns>
    public string AssertUsage()
    {
        Assert.Equal(2, Errors.Count);
        Assert.Equal("Try --help.", Errors[1]);
        Assert.Equal(2, ExitCode);
        Assert.Empty(Output);
        return Errors[0];
    }
}
