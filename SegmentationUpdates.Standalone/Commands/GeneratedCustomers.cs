using SegmentationUpdates.Clustering.Scoring;
using SegmentationUpdates.Clustering.Training;
using SegmentationUpdates.Customers;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>Made-up customers with the segment that the project's own clustering gives them.</summary>
internal static class GeneratedCustomers
{
    // Customers depend on seed and id only, so the first ones are as good a sample as any.
    private const int MostTrainedOn = 20_000;

    /// <summary>Lazy, and the same for the same arguments. A model is trained on the first 20,000; every customer is scored by it.</summary>
    public static IEnumerable<Customer> Segmented(int count, int seed, CancellationToken cancellationToken)
    {
        var generator = new CustomerGenerator(seed);
        var options = new ClusteringOptions();
        var columns = FeatureColumns.Of(options);
        var sample = generator.Generate(Math.Min(count, MostTrainedOn)).ToList();
        if (sample.Count < options.K)
        {
            // Too few to tell apart.
            return sample;
        }

        var model = new SegmentationTrainer(options).Train(columns.Matrix(sample), cancellationToken).Model;
        return Score(generator.Generate(count), columns, model, cancellationToken);
    }

    private static IEnumerable<Customer> Score(
        IEnumerable<Customer> customers, FeatureColumns columns, SegmentationModel model, CancellationToken cancellationToken)
    {
        var row = new double[columns.Names.Count];
        foreach (var customer in customers)
        {
            cancellationToken.ThrowIfCancellationRequested();
            columns.Read(customer, row);
            yield return customer with { Segment = model.Labels[model.Assign(row).Segment] };
        }
    }
}
