using SegmentationUpdates.Clustering.Training;
using SegmentationUpdates.Standalone.Errors;
using SegmentationUpdates.Standalone.Tabular;
using SegmentationUpdates.Tables.Sources;
using SegmentationUpdates.Tables.Writing;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>What <c>cluster</c> was asked to do.</summary>
internal sealed record ClusterSettings
{
    /// <summary>File of customers to read; - for standard input. Null: customers are made of <see cref="Transactions"/>.</summary>
    public string? Customers { get; init; }

    /// <summary>File of transactions to read; null for one of customers.</summary>
    public string? Transactions { get; init; }

    /// <summary>Only transactions before this moment (UTC) count; null for all.</summary>
    public DateTime? AsOf { get; init; }

    /// <summary>The file that is read.</summary>
    public string Input => Transactions ?? Customers!;

    /// <summary>File to write the segments to.</summary>
    public required string Output { get; init; }

    /// <summary>Format of the output; null for that of its name.</summary>
    public TableFormat? Format { get; init; }

    /// <summary>What the file is like, as far as the user says it.</summary>
    public TableOptions Table { get; init; } = new();

    /// <summary>Column of the ids; null to find it.</summary>
    public string? Id { get; init; }

    /// <summary>Columns, separated by commas; null for the default features or all numbers.</summary>
    public string? Features { get; init; }

    /// <summary>Columns that are categories, separated by commas; null for none.</summary>
    public string? Categories { get; init; }

    /// <summary>Columns to write beside the segment, separated by commas; null for none.</summary>
    public string? LabelColumns { get; init; }

    /// <summary>Write all columns beside the segment.</summary>
    public bool WithInput { get; init; }

    public MissingRows Missing { get; init; }

    /// <summary>Number of segments; null to choose it.</summary>
    public required int? K { get; init; }

    public required int Seed { get; init; }

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

    /// <summary>Which columns are wanted.</summary>
    public FeatureRequest Request => new()
    {
        Features = Features is null ? null : ColumnNames.Split(Features),
        Categories = ColumnNames.Split(Categories),
        Labels = ColumnNames.Split(LabelColumns),
    };

    /// <summary>The options of the training, without the features, which depend on the file.</summary>
    /// <exception cref="UsageException">Options that contradict each other, or that cannot be (names all).</exception>
    public ClusteringOptions Resolve()
    {
        UsageException.ThrowIfAny(InputProblems());
        UsageException.ThrowIfAny(Model is null ? [] : TrainingOptions.Select(option =>
            $"{option} cannot be used with --model: a saved model is used as it is. Leave out one of them."));
        UsageException.ThrowIfAny([
            .. ColumnNames.Problems("--features", Features),
            .. ColumnNames.Problems("--categories", Categories),
            .. ColumnNames.Problems("--label-columns", LabelColumns)]);
        UsageException.ThrowIfAny(WithInput && LabelColumns is not null ? ["--label-columns is part of --with-input. Leave out one of them."] : []);
        UsageException.ThrowIfAny(SameFiles());
        var options = new ClusteringOptions
        {
            K = K ?? new ClusteringOptions().K,
            AutoK = K is null,
            Seed = Seed,
        };
        UsageException.ThrowIfAny(options.Validate().Select(problem => problem
            .Replace($"{ClusteringOptions.SectionName}:K", "--k", StringComparison.Ordinal)
            .Replace($"{ClusteringOptions.SectionName}:Seed", "--seed", StringComparison.Ordinal)));
        return options;
    }

    private IEnumerable<string> InputProblems() => (Customers, Transactions, AsOf) switch
    {
        (null, null, _) => ["--customers FILE or --transactions FILE is missing: name the table to read."],
        (not null, not null, _) => ["--customers and --transactions name two tables to read. Leave one of them out."],
        (not null, _, not null) => ["--as-of has no effect on --customers: it is for --transactions. Leave it out."],
        _ => [],
    };

    // The last file written would replace the others, or the input.
    private IEnumerable<string> SameFiles() =>
        new[]
        {
            ("--customers", Customers == "-" ? null : Customers),
            ("--transactions", Transactions == "-" ? null : Transactions),
            ("--model", Model),
            ("--output", Output),
            ("--model-output", ModelOutput),
            ("--report", Report),
        }
            .Where(file => !string.IsNullOrWhiteSpace(file.Item2))
            .GroupBy(file => Path.GetFullPath(file.Item2!), file => file.Item1, StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .Select(group => $"{string.Join(" and ", group)} name the same file.");
}
