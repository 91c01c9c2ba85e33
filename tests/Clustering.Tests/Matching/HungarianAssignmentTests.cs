using CsCheck;
using SegmentationUpdates.Clustering.Matching;

namespace SegmentationUpdates.Clustering.Tests.Matching;

public class HungarianAssignmentTests
{
    [Fact]
    public void The_matching_costs_as_little_as_the_best_of_all_permutations() =>
        Gen.Int[1, 6].SelectMany(n => Gen.OneOf(Gen.Double[0, 10], Gen.Int[0, 3].Select(i => (double)i)).Array2D[n, n]).Sample(cost =>
        {
            var n = cost.GetLength(0);
            var matching = HungarianAssignment.Solve(cost);

            Assert.Equal(Enumerable.Range(0, n), matching.Order());
            Assert.Equal(Permutations(n).Min(p => Cost(cost, p)), Cost(cost, matching), 1e-9);
        }, iter: 2000);

    private static double Cost(double[,] cost, int[] matching) => matching.Select((column, row) => cost[row, column]).Sum();

    private static IEnumerable<int[]> Permutations(int n) => n == 0
        ? [[]]
        : Permutations(n - 1).SelectMany(p => Enumerable.Range(0, n).Select(at => p.Take(at).Append(n - 1).Concat(p.Skip(at)).ToArray()));
}
