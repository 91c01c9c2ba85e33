using SegmentationUpdates.Clustering.Training;
using SegmentationUpdates.Standalone.Errors;
using SegmentationUpdates.Standalone.Tabular;
using SegmentationUpdates.Tables.Sources;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>What <c>evaluate</c> was asked to do.</summary>
internal sealed record EvaluateSettings
{
    /// <summary>File of customers to read; - for standard input.</summary>
    public required string Customers { get; init; }

    /// <summary>Column of what came afterwards.</summary>
    public required string Outcome { get; init; }

    /// <summary>Column with segments of another origin; null to look for the prototype's.</summary>
    public string? Yardstick { get; init; }

    /// <summary>What the file is like, as far as the user says it.</summary>
    public TableOptions Table { get; init; } = new();

    /// <summary>Column of the ids; null to find it.</summary>
    public string? Id { get; init; }

    /// <summary>Columns, separated by commas; null for the default features or all numbers.</summary>
    public string? Features { get; init; }

    /// <summary>Columns that are categories, separated by commas; null for none.</summary>
    public string? Categories { get; init; }

    public MissingRows Missing { get; init; }

    /// <summary>Number of segments; null to choose it.</summary>
    public required int? K { get; init; }

    public required int Seed { get; init; }

    /// <summary>File to write an HTML report to, or null.</summary>
    public string? Report { get; init; }

    /// <summary>Answer a program instead of a person.</summary>
    public bool Json { get; init; }

    /// <summary>The options of the training, without the features, which depend on the file.</summary>
    /// <exception cref="UsageException">Options that cannot be (names all).</exception>
    public ClusteringOptions Resolve()
    {
        UsageException.ThrowIfAny([.. ColumnNames.Problems("--features", Features), .. ColumnNames.Problems("--categories", Categories)]);
        UsageException.ThrowIfAny(Report is { } report && Customers != "-" && Path.GetFullPath(report) == Path.GetFullPath(Customers)
            ? ["--customers and --report name the same file."]
            : []);
        var options = new ClusteringOptions { K = K ?? new ClusteringOptions().K, AutoK = K is null, Seed = Seed };
        UsageException.ThrowIfAny(options.Validate().Select(problem => problem
            .Replace($"{ClusteringOptions.SectionName}:K", "--k", StringComparison.Ordinal)
            .Replace($"{ClusteringOptions.SectionName}:Seed", "--seed", StringComparison.Ordinal)));
        return options;
    }
}
