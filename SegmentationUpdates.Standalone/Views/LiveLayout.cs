using Spectre.Console;
using Spectre.Console.Rendering;

namespace SegmentationUpdates.Standalone.Views;

/// <summary>A snapshot as a person wants to see it: how it flows, where the customers are, who moves.</summary>
internal static class LiveLayout
{
    private const int BarWidth = 30;

    // Told apart by colour-blind people too (Okabe and Ito, 2008), and by position anyway.
    private static readonly Color[] Palette =
        [new(86, 180, 233), new(230, 159, 0), new(0, 158, 115), new(204, 121, 167), new(240, 228, 66), new(213, 94, 0)];

    public static IRenderable Of(RunSnapshot snapshot, IReadOnlyList<string> warnings)
    {
        var rows = new List<IRenderable> { Flow(snapshot), Segments(snapshot.Segments), Moves(snapshot.Segments) };
        rows.AddRange(warnings.Select(warning => new Text(warning, new Style(Color.Yellow))));
        if (snapshot.Dashboard is { } dashboard)
        {
            rows.Add(new Text($"Dashboard: {dashboard}"));
        }

        rows.Add(new Text("Ctrl+C stops the producer, drains and ends.", new Style(Color.Grey)));
        return new Rows(rows);
    }

    private static Panel Flow(RunSnapshot snapshot)
    {
        var grid = new Grid().AddColumns(8);
        grid.AddRow(
            Name("transactions"), Number($"{snapshot.Rate:N0} /s"),
            Name("produced"), Number($"{snapshot.Produced:N0}"),
            Name("ingested"), Number($"{snapshot.Ingested:N0}"),
            Name("backlog"), Number(snapshot.Backlog?.ToString("N0") ?? "unknown"));
        grid.AddRow(
            Name("delay, median"), Number(Delay(snapshot.DelayMedian)),
            Name("99 of 100"), Number(Delay(snapshot.Delay99)),
            Name("dead-lettered"), Number($"{snapshot.DeadLettered:N0}"),
            Name("model"), Number(snapshot.Segments.ModelVersion is { } version
                ? $"{version}, {snapshot.Segments.ModelAge.TotalSeconds:N0} s old"
                : "none yet"));
        return new Panel(grid).Header($" {snapshot.Phase}  {snapshot.Clock} ").Expand();
    }

    private static Panel Segments(SegmentSnapshot segments)
    {
        var table = new Table().Border(TableBorder.None).AddColumn("segment").AddColumn(new TableColumn("customers").RightAligned())
            .AddColumn(new TableColumn("share").RightAligned()).AddColumn("").AddColumn(new TableColumn("in the last minute").RightAligned());
        var total = Math.Max(1, segments.Sizes.Sum(size => size.Customers));
        foreach (var (size, i) in segments.Sizes.Select((size, i) => (size, i)))
        {
            var colour = Palette[i % Palette.Length];
            var share = (double)size.Customers / total;
            table.AddRow(
                new Text(size.Segment, new Style(colour)),
                Number($"{size.Customers:N0}"),
                Number($"{share:P1}"),
                new Text(new string('█', (int)Math.Round(share * BarWidth)), new Style(colour)),
                Change(size.Change));
        }

        return new Panel(table).Header(" segments ").Expand();
    }

    private static Panel Moves(SegmentSnapshot segments)
    {
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumns("", "", "", "", "");
        foreach (var move in segments.LatestMoves)
        {
            table.AddRow(
                new Text(move.At.ToLocalTime().ToString("HH:mm:ss"), new Style(Color.Grey)),
                new Text($"customer {move.Customer}"),
                new Text(move.From ?? "none"),
                new Text($"→ {move.To ?? "none"}"),
                new Text(move.Reason, new Style(Color.Grey)));
        }

        return new Panel(table).Header($" {segments.MovesInLastMinute:N0} moves in the last minute ").Expand();
    }

    private static Text Name(string text) => new(text, new Style(Color.Grey));

    private static Text Number(string text) => new(text, new Style(decoration: Decoration.Bold));

    private static Text Change(long change) => change switch
    {
        > 0 => new Text($"▲ {change:N0}", new Style(Color.Green)),
        < 0 => new Text($"▼ {-change:N0}", new Style(Color.Red)),
        _ => new Text("·", new Style(Color.Grey)),
    };

    private static string Delay(TimeSpan? delay) => delay is { } time ? $"{time.TotalMilliseconds:N0} ms" : "–";
}
