using SegmentationUpdates.Clustering;
using SegmentationUpdates.Pipeline.Customers;
using SegmentationUpdates.Pipeline.Hosting;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>What <c>cluster</c> was asked to do.</summary>
internal sealed record ClusterSettings
{
    /// <summary>File to read.</summary>
    public required string Customers { get; init; }

    /// <summary>File to write the segments to.</summary>
    public required string Output { get; init; }

    /// <summary>Number of segments; null to choose it.</summary>
    public required int? K { get; init; }

    public required int Seed { get; init; }

    /// <summary>Columns, separated by commas; null for the default features.</summary>
    public string? Features { get; init; }

    /// <summary>File to read a model from; null to train one.</summary>
    public string? Model { get; init; }

    /// <summary>File to write the model to, or null.</summary>
    public string? ModelOutput { get; init; }

    /// <summary>File to write an HTML report to, or null.</summary>
    public string? Report { get; init; }

    /// <summary>Answer a program instead of a person.</summary>
    public bool Json { get; init; }

    /// <summary>Options given that only a training has a use for.</summary>
    public IReadOnlyList<string> TrainingOptions { get; init; } = [];

    /// <exception cref="UsageException">Options that contradict each other, or that cannot be (names all).</exception>
    public ClusteringOptions Resolve()
    {
        UsageException.ThrowIfAny(Model is null ? FeatureProblems() : TrainingOptions.Select(option =>
            $"{option} cannot be used with --model: a saved model is used as it is. Leave out one of them."));
        UsageException.ThrowIfAny(SameFiles());
        var options = new ClusteringOptions
        {
            K = K ?? new ClusteringOptions().K,
            AutoK = K is null,
            Seed = Seed,
            Features = [.. Names().Select(DefaultFeatures.Named)],
        };
        UsageException.ThrowIfAny(options.Validate().Select(problem => problem
            .Replace($"{ClusteringOptions.SectionName}:K", "--k", StringComparison.Ordinal)
            .Replace($"{ClusteringOptions.SectionName}:Seed", "--seed", StringComparison.Ordinal)));
        return options;
    }

    private string[] Names() => Features?.Split(',', StringSplitOptions.TrimEntries) ?? [];

    private IEnumerable<string> FeatureProblems()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in Names())
        {
            if (!CustomerColumns.Numeric.Contains(name, StringComparer.Ordinal))
            {
                yield return $"--features: '{name}' is no feature. The features are: {string.Join(", ", CustomerColumns.Numeric)}."
                    + Nearest.Question(name, CustomerColumns.Numeric);
            }
            else if (!seen.Add(name))
            {
                yield return $"--features: '{name}' is named twice.";
            }
        }
    }

    // The last file written would replace the others, or the input.
    private IEnumerable<string> SameFiles() =>
        new[] { ("--customers", Customers), ("--model", Model), ("--output", Output), ("--model-output", ModelOutput), ("--report", Report) }
            .Where(file => !string.IsNullOrWhiteSpace(file.Item2))
            .GroupBy(file => Path.GetFullPath(file.Item2!), file => file.Item1, StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .Select(group => $"{string.Join(" and ", group)} name the same file.");
}
