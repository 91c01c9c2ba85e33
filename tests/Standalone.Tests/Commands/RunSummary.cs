using System.Text.RegularExpressions;

namespace SegmentationUpdates.Standalone.Tests.Commands;

/// <summary>The last line of a run.</summary>
internal sealed partial record RunSummary(
    long Produced, long Ingested, long Duplicates, long DeadLettered, long SegmentChanges, long ModelVersion)
{
    /// <summary>Reads it and checks that everything that was produced has been dealt with.</summary>
    public static RunSummary Balanced(ChildResult result)
    {
        result.AssertSuccess();
        var match = Pattern().Match(result.Output[^1]);
        Assert.True(match.Success, $"not a summary: {result.Output[^1]}");
        var summary = new RunSummary(
            Number("produced"), Number("ingested"), Number("duplicates"), Number("deadlettered"), Number("changes"), Number("model"));
        Assert.Equal(summary.Produced, summary.Ingested + summary.DeadLettered);
        Assert.Equal(0, summary.Duplicates);
        return summary;

        long Number(string name) => long.Parse(match.Groups[name].Value);
    }

    [GeneratedRegex(
        @"^summary: produced=(?<produced>\d+) ingested=(?<ingested>\d+) duplicates=(?<duplicates>\d+) dead-lettered=(?<deadlettered>\d+) (erased=\d+ )?"
        + @"segment-changes=(?<changes>\d+) model-version=(?<model>\d+)$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
