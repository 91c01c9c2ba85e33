using Microsoft.Extensions.Options;
using SegmentationUpdates.Clustering.Training;
using SegmentationUpdates.Customers;

namespace SegmentationUpdates.Trainer.Reclustering;

/// <summary>Live customers can be clustered by what the database knows of them, and by nothing else.</summary>
internal sealed class LiveFeatureRule : IValidateOptions<ClusteringOptions>
{
    public ValidateOptionsResult Validate(string? name, ClusteringOptions options)
    {
        var problems = options.Features
            .Select((feature, i) => (Name: feature?.Name, Key: $"{ClusteringOptions.SectionName}:Features:{i}:Name"))
            .Where(feature => !string.IsNullOrEmpty(feature.Name) && !CustomerColumns.Live.Contains(feature.Name, StringComparer.Ordinal))
            .Select(feature =>
                $"{feature.Key} '{feature.Name}' is no numeric column of customer_segments; these are {string.Join(", ", CustomerColumns.Live)}")
            .ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
