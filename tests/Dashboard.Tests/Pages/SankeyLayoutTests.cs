using CsCheck;
using SegmentationUpdates.Dashboard.Components.Charts;
using SegmentationUpdates.Dashboard.History;

namespace SegmentationUpdates.Dashboard.Tests.Pages;

public sealed class SankeyLayoutTests
{
    private const double Height = 200;

    [Fact]
    public void Segments_stand_in_the_given_order_with_what_left_and_what_came()
    {
        var layout = SankeyLayout.Of([Flow("b", "a", 3), Flow("a", "b", 1), Flow(null, "a", 2)], ["a", "b", null], Height);

        Assert.Equal([("a", 1L), ("b", 3L), (null, 2L)], layout.Left.Select(node => (node.Segment, node.Customers)));
        Assert.Equal([("a", 5L), ("b", 1L)], layout.Right.Select(node => (node.Segment, node.Customers)));
        Assert.Equal(3, layout.Ribbons.Count);
    }

    [Fact]
    public void Nothing_lies_outside_and_no_two_segments_overlap() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5], Gen.Int[1, 100_000]).List[1, 30].Sample(moves =>
        {
            var flows = moves.GroupBy(move => (move.Item1, move.Item2)).Select(g => Flow($"{g.Key.Item1}", $"{g.Key.Item2}", g.Sum(m => m.Item3))).ToList();
            var layout = SankeyLayout.Of(flows, [], Height);
            return layout.Ribbons.Count == flows.Count && Array.TrueForAll([layout.Left, layout.Right], Fits);
        });

    private static bool Fits(IReadOnlyList<SankeyLayout.Node> nodes) =>
        nodes[0].Y >= 0
        && nodes[^1].Y + nodes[^1].Height <= Height + 1e-6
        && nodes.Zip(nodes.Skip(1)).All(pair => pair.First.Y + pair.First.Height <= pair.Second.Y);

    private static SegmentFlow Flow(string? from, string? to, long customers) => new(DateTime.UnixEpoch, from, to, customers);
}
