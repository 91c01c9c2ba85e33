using SegmentationUpdates.Dashboard.History;

namespace SegmentationUpdates.Dashboard.Components.Charts;

/// <summary>A line of a chart over time.</summary>
/// <param name="Name">What it is, as in the legend.</param>
/// <param name="CssClass">Its colour and stroke.</param>
/// <param name="Value">Its value at a point; null for none.</param>
public sealed record ChartLine(string Name, string CssClass, Func<HistoryPoint, double?> Value);
