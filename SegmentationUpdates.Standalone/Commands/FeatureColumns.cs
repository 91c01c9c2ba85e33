using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Training;
using SegmentationUpdates.Customers;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>Takes a model's features out of customers.</summary>
internal sealed class FeatureColumns
{
    private readonly Func<Customer, double>[] _getters;

    private FeatureColumns(string[] names)
    {
        Names = names;
        _getters = [.. names.Select(CustomerColumns.Getter)];
    }

    public IReadOnlyList<string> Names { get; }

    public static FeatureColumns Of(ClusteringOptions options) => new([.. options.ResolveFeatures().Select(feature => feature.Name)]);

    public void Read(Customer customer, Span<double> row)
    {
        for (var i = 0; i < _getters.Length; i++)
        {
            row[i] = _getters[i](customer);
        }
    }

    public FeatureMatrix Matrix(IReadOnlyList<Customer> customers)
    {
        var values = new double[customers.Count * _getters.Length];
        for (var i = 0; i < customers.Count; i++)
        {
            Read(customers[i], values.AsSpan(i * _getters.Length, _getters.Length));
        }

        return new FeatureMatrix(Names, values);
    }
}
