using SegmentationUpdates.Clustering.Training;

namespace SegmentationUpdates.Clustering.Tests.Training;

public class QualityTests
{
    public static TheoryData<string, int, int> Cases { get; } =
        new(
            from kind in new[] { "bank", "gaussian", "blobs", "discrete" }
            from rows in new[] { 100, 1000, 4000 }
            from k in new[] { 3, 5, 8 }
            select (kind, rows, k));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Inertia_is_within_a_thousandth_of_the_best_of_twenty_independent_starts(string kind, int rows, int k) => Compare(kind, rows, k);

    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    public void So_it_is_where_the_starts_see_only_a_sample(int k) => Compare("bank", rows: 30_000, k);

    private static void Compare(string kind, int rows, int k)
    {
        var data = SyntheticCustomers.Of(kind, rows, seed: rows + k);
        var result = new SegmentationTrainer(new ClusteringOptions { K = k }).Train(data, TestContext.Current.CancellationToken);
        var reference = ReferenceKMeans.BestInertia(result.Model.Scaler.Transform(data), k, starts: 20, seed: 1);

        Assert.InRange(result.Inertia, 0, reference * 1.001);
    }
}
