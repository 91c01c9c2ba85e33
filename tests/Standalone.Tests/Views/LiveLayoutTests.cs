using SegmentationUpdates.Standalone.Views;
using Spectre.Console.Testing;

namespace SegmentationUpdates.Standalone.Tests.Views;

public class LiveLayoutTests
{
    [Fact]
    public void Flow_segments_and_moves_are_shown()
    {
        var lines = Render(Snapshots.Full);

        AssertLine(lines, "draining", "01:02:03");
        AssertLine(lines, "transactions", "10,500 /s", "produced", "1,234,567", "ingested", "1,234,000", "backlog", "567");
        AssertLine(lines, "delay, median", "12 ms", "99 of 100", "1,234 ms", "dead-lettered", "1,067", "model", "7, 10 s old");
        AssertLine(lines, "High-value", "1,000", "25.0 %", "████████ ", "▲ 12");
        AssertLine(lines, "Budget-conscious", "2,000", "50.0 %", "███████████████ ", "▼ 1,012");
        AssertLine(lines, "At risk / inactive customers", "1,000", "25.0 %", "·");
        AssertLine(lines, "1,500 moves in the last minute");
        AssertLine(lines, "customer 42", "Budget-conscious", "→ High-value", "transactions");
        AssertLine(lines, "customer 7", "none", "→ Budget-conscious", "model");
    }

    [Fact]
    public void Before_the_first_model_it_says_what_is_unknown()
    {
        var lines = Render(Snapshots.First);

        AssertLine(lines, "backlog", "unknown");
        AssertLine(lines, "delay, median", "–", "none yet");
        AssertLine(lines, "0 moves in the last minute");
    }

    [Fact]
    public void A_run_of_more_than_a_day_shows_all_its_hours() =>
        AssertLine(Render(Snapshots.First with { Elapsed = new TimeSpan(2, 3, 4, 5) }), "51:04:05");

    [Fact]
    public void Names_and_warnings_with_markup_in_them_are_shown_as_they_are()
    {
        var segments = Snapshots.Full.Segments with { Sizes = [new("[red]Gold[/] [", 1, 0)] };

        var lines = Render(Snapshots.Full with { Segments = segments }, "Kafka: [timeout] after 5 s]");

        AssertLine(lines, "[red]Gold[/] [");
        AssertLine(lines, "Kafka: [timeout] after 5 s]");
    }

    [Fact]
    public void It_fits_a_narrow_terminal() => Assert.All(Render(Snapshots.Full, width: 60), line => Assert.InRange(line.Length, 0, 60));

    private static IReadOnlyList<string> Render(RunSnapshot snapshot, string? warning = null, int width = 140)
    {
        using var console = new TestConsole().Width(width);
        console.Write(LiveLayout.Of(snapshot, warning is null ? [] : [warning]));
        return console.Lines;
    }

    private static void AssertLine(IReadOnlyList<string> lines, params string[] parts) =>
        Assert.True(lines.Any(line => HasInOrder(line, parts)), $"no line with {string.Join(" ... ", parts)} in\n{string.Join('\n', lines)}");

    private static bool HasInOrder(string line, string[] parts)
    {
        var from = 0;
        foreach (var part in parts)
        {
            var at = line.IndexOf(part, from, StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }

            from = at + part.Length;
        }

        return true;
    }
}
