namespace SegmentationUpdates.Standalone.Views;

/// <summary>A snapshot as one line, for logs and pipes.</summary>
internal static class PlainLine
{
    public static string Of(RunSnapshot snapshot)
    {
        var parts = new List<string>
        {
            $"{snapshot.Clock} {snapshot.Phase}: {snapshot.Rate:N0} tx/s",
            $"produced {snapshot.Produced:N0}",
            $"ingested {snapshot.Ingested:N0}",
            $"backlog {snapshot.Backlog?.ToString("N0") ?? "unknown"}",
        };
        if (snapshot.DeadLettered > 0)
        {
            parts.Add($"dead-lettered {snapshot.DeadLettered:N0}");
        }

        if (snapshot is { DelayMedian: { } median, Delay99: { } p99 })
        {
            parts.Add($"delay p50 {median.TotalMilliseconds:N0} ms p99 {p99.TotalMilliseconds:N0} ms");
        }

        if (snapshot.Segments.ModelVersion is { } version)
        {
            parts.Add($"model {version} ({snapshot.Segments.ModelAge.TotalSeconds:N0} s old)");
            parts.Add($"moves/min {snapshot.Segments.MovesInLastMinute:N0}");
            parts.AddRange(snapshot.Segments.Sizes.Select(size => $"{size.Segment} {size.Customers:N0} ({size.Change:+#,0;-#,0;0})"));
        }

        return string.Join(" | ", parts);
    }
}
