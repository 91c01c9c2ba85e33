using Microsoft.Extensions.Time.Testing;
using SegmentationUpdates.Standalone.Views;
using Spectre.Console.Testing;

namespace SegmentationUpdates.Standalone.Tests.Views;

public sealed class WorkTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly StringWriter _writer = new() { NewLine = "\n" };

    public void Dispose() => _writer.Dispose();

    [Fact]
    public void Short_work_says_nothing()
    {
        using (var work = Begin(total: 10))
        {
            _time.Advance(TimeSpan.FromSeconds(1.9));
            work.Report(10);
        }

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(Lines);
    }

    [Fact]
    public void On_a_pipe_a_line_every_five_seconds_tells_count_rate_and_time_left()
    {
        using var work = Begin(total: 10_000);
        work.Report(2_000);
        _time.Advance(TimeSpan.FromSeconds(2));
        work.Report(5_000);
        _time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Single(Lines);
        _time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(["testing: 2,000 of 10,000 (20 %), 1,000/s, 8 s left", "testing: 5,000 of 10,000 (50 %), 714/s, 7 s left"], Lines);
    }

    [Fact]
    public void Without_a_total_there_is_no_time_left_to_tell()
    {
        using var work = Begin(total: null);
        _time.Advance(TimeSpan.FromSeconds(2));
        work.Report(700);
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(["testing: 2 s so far", "testing: 700, 100/s"], Lines);
    }

    [Fact]
    public void The_next_step_counts_by_itself()
    {
        using var work = Begin(total: 10);
        work.Report(10);
        _time.Advance(TimeSpan.FromSeconds(2));
        work.Next("more", 100);
        _time.Advance(TimeSpan.FromSeconds(4));
        work.Report(50);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("more: 50 of 100 (50 %), 10/s, 5 s left", Lines[^1]);
    }

    [Fact]
    public void On_a_terminal_a_bar_shows_the_same_and_is_gone_at_the_end()
    {
        using var console = new TestConsole();
        console.Profile.Width = 120;
        console.Profile.Capabilities.Ansi = true;
        console.Profile.Capabilities.Interactive = true;
        using (var bar = new WorkBar(console))
        {
            var started = TimeProvider.System.GetTimestamp();
            while (!console.Output.Contains("50 of 100 (50 %), 10/s, 5 s left", StringComparison.Ordinal))
            {
                bar.Show(new WorkState("testing", 50, 100, TimeSpan.FromSeconds(5)));
                Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromMinutes(2), console.Output);
                Thread.Yield();
            }
        }

        Assert.Contains("testing", console.Output);
    }

    private string[] Lines => _writer.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private Work Begin(long? total) => new("testing", total, () => new WorkLines(_writer), _time);
}
