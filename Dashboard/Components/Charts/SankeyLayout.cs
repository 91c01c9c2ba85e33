using SegmentationUpdates.Dashboard.History;

namespace SegmentationUpdates.Dashboard.Components.Charts;

/// <summary>
/// Where a diagram of flows draws what: the segments that customers left on the left, those they joined on the right, as high as they are
/// many, and a ribbon for each flow. In a box 100 wide.
/// </summary>
public sealed class SankeyLayout
{
    public const double NodeWidth = 2;
    private const double Gap = 14;
    private const double LeastHeight = 3;

    private SankeyLayout(IReadOnlyList<Node> left, IReadOnlyList<Node> right, IReadOnlyList<Ribbon> ribbons) =>
        (Left, Right, Ribbons) = (left, right, ribbons);

    public IReadOnlyList<Node> Left { get; }

    public IReadOnlyList<Node> Right { get; }

    public IReadOnlyList<Ribbon> Ribbons { get; }

    /// <param name="flows">Summed up, one per pair.</param>
    /// <param name="order">The segments as they are to stand, from the top; others follow.</param>
    /// <param name="height">Of the box.</param>
    public static SankeyLayout Of(IReadOnlyList<SegmentFlow> flows, IReadOnlyList<string?> order, double height)
    {
        var left = Nodes(flows, flow => flow.From, order, height);
        var right = Nodes(flows, flow => flow.To, order, height);
        var (used, filled) = (new Dictionary<Node, double>(), new Dictionary<Node, double>());
        var ribbons = new List<Ribbon>();
        foreach (var from in left)
        {
            foreach (var to in right)
            {
                if (flows.FirstOrDefault(flow => flow.From == from.Segment && flow.To == to.Segment) is not { } flow)
                {
                    continue;
                }

                var (out_, in_) = (flow.Customers / (double)from.Customers * from.Height, flow.Customers / (double)to.Customers * to.Height);
                var (y0, y1) = (from.Y + used.GetValueOrDefault(from), to.Y + filled.GetValueOrDefault(to));
                used[from] = used.GetValueOrDefault(from) + out_;
                filled[to] = filled.GetValueOrDefault(to) + in_;
                ribbons.Add(new Ribbon(flow, Path(y0, out_, y1, in_)));
            }
        }

        return new SankeyLayout(left, right, ribbons);
    }

    private static List<Node> Nodes(
        IReadOnlyList<SegmentFlow> flows, Func<SegmentFlow, string?> side, IReadOnlyList<string?> order, double height)
    {
        var sums = flows.GroupBy(side)
            .Select(group => (Segment: group.Key, Customers: group.Sum(flow => flow.Customers)))
            .OrderBy(node => order.Index().FirstOrDefault(item => item.Item == node.Segment, (int.MaxValue, null)).Index)
            .ThenBy(node => node.Segment, StringComparer.Ordinal)
            .ToList();
        var total = Math.Max(1, sums.Sum(node => node.Customers));
        var room = Math.Max(1, height - (Gap * (sums.Count - 1)));
        var heights = sums.Select(node => Math.Max(LeastHeight, node.Customers / (double)total * room)).ToList();

        // What the small ones got in excess the others give.
        var scale = Math.Min(1, room / Math.Max(1, heights.Sum()));
        var (nodes, y) = (new List<Node>(), 0.0);
        foreach (var (node, share) in sums.Zip(heights))
        {
            nodes.Add(new Node(node.Segment, node.Customers, y, share * scale));
            y += (share * scale) + Gap;
        }

        return nodes;
    }

    private static string Path(double y0, double height0, double y1, double height1)
    {
        var (x0, x1) = (NodeWidth, 100 - NodeWidth);
        const double Middle = 50;
        return $"M{x0} {Svg.Of(y0)}C{Middle} {Svg.Of(y0)} {Middle} {Svg.Of(y1)} {x1} {Svg.Of(y1)}V{Svg.Of(y1 + height1)}"
            + $"C{Middle} {Svg.Of(y1 + height1)} {Middle} {Svg.Of(y0 + height0)} {x0} {Svg.Of(y0 + height0)}Z";
    }

    /// <summary>A segment on one side.</summary>
    public sealed record Node(string? Segment, long Customers, double Y, double Height);

    /// <summary>A flow as an outline.</summary>
    public sealed record Ribbon(SegmentFlow Flow, string Path);
}
