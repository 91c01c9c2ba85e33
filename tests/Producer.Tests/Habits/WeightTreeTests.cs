using CsCheck;
using SegmentationUpdates.Producer.Habits;

namespace SegmentationUpdates.Producer.Tests.Habits;

public class WeightTreeTests
{
    [Fact]
    public void Indices_are_drawn_by_their_weights_of_the_moment()
    {
        var tree = new WeightTree(5);
        tree.Set(1, 7);
        tree.Set(2, 300);
        tree.Set(4, 100);
        tree.Set(1, 0);
        tree.Set(3, 600);
        var random = new Random(1);

        var counts = Enumerable.Range(0, 10_000).Select(_ => tree.Draw(random)).CountBy(i => i).ToDictionary();

        // The standard deviations are below 50.
        Assert.Equal([2, 3, 4], counts.Keys.Order());
        Assert.InRange(counts[2], 2800, 3200);
        Assert.InRange(counts[3], 5800, 6200);
    }

    [Fact]
    public void Only_who_has_a_weight_is_drawn_whatever_changed_before() => Gen.Select(
        Gen.Select(Gen.Int[0, 12], Gen.Long[0, 3]).Array[1, 60], Gen.Int).Sample((changes, seed) =>
        {
            var tree = new WeightTree(13);
            var weights = new long[13];
            foreach (var (i, weight) in changes)
            {
                tree.Set(i, weights[i] = weight);
            }

            Assert.Equal(weights.Sum(), tree.Total);
            if (tree.Total > 0)
            {
                var random = new Random(seed);
                Assert.All(Enumerable.Range(0, 20), _ => Assert.NotEqual(0, weights[tree.Draw(random)]));
            }
        });

    [Fact]
    public void Without_any_weight_there_is_nothing_to_draw() =>
        Assert.Throws<InvalidOperationException>(() => new WeightTree(3).Draw(new Random(1)));
}
