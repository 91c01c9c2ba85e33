using System.ComponentModel.DataAnnotations;
using SegmentationUpdates.Clustering.Features;

namespace SegmentationUpdates.Clustering.Training;

/// <summary>How to cluster. Binds from the configuration section <see cref="SectionName"/>.</summary>
public sealed class ClusteringOptions : IValidatableObject
{
    /// <summary>Name of the configuration section.</summary>
    public const string SectionName = "Segmentation:Clustering";

    /// <summary>Number of segments, unless <see cref="AutoK"/> chooses it.</summary>
    [Range(1, 100, ErrorMessage = SectionName + ":{0} must be from {1} to {2}.")]
    public int K { get; set; } = 3;

    /// <summary>
    /// Choose the number of segments from <see cref="MinK"/> to <see cref="MaxK"/> in every training: see <see cref="KChoice"/> for the rule.
    /// A model with another number of segments than the one before does not continue its segments.
    /// </summary>
    public bool AutoK { get; set; }

    /// <summary>Fewest segments that <see cref="AutoK"/> tries; 1 allows the answer that the customers are one group.</summary>
    [Range(1, 100, ErrorMessage = SectionName + ":{0} must be from {1} to {2}.")]
    public int MinK { get; set; } = 1;

    /// <summary>Most segments that <see cref="AutoK"/> tries; fewer if there are not as many distinct customers.</summary>
    [Range(2, 100, ErrorMessage = SectionName + ":{0} must be from {1} to {2}.")]
    public int MaxK { get; set; } = 8;

    /// <summary>
    /// Smallest segment, as a share of all customers; 0 for any size. Customers in smaller groups count with the nearest segment and do not shape it.
    /// Never more than a quarter of an equal share: of 50 segments each needs half a percent at most.
    /// </summary>
    [Range(0.0, 0.25, ErrorMessage = SectionName + ":{0} must be from {1} to {2}.")]
    public double SmallestShare { get; set; } = .02;

    /// <summary>The same seed and the same rows, in whatever order, give the same model, on any machine.</summary>
    [Range(0, int.MaxValue - MaxRestarts, ErrorMessage = SectionName + ":{0} must be from {1} to {2}.")]
    public int Seed { get; set; } = 1;

    /// <summary>Rows the starts are trained on; all rows only refine the best of them.</summary>
    [Range(100, 10_000_000, ErrorMessage = SectionName + ":{0} must be from {1} to {2}.")]
    public int SampleSize { get; set; } = 20_000;

    /// <summary>Independent k-means++ starts.</summary>
    [Range(1, MaxRestarts, ErrorMessage = SectionName + ":{0} must be from {1} to {2}.")]
    public int Restarts { get; set; } = 10;

    /// <summary>Most passes over the sample in each start by ML.NET, and after each swap of centroids.</summary>
    [Range(1, 10_000, ErrorMessage = SectionName + ":{0} must be from {1} to {2}.")]
    public int MaxIterations { get; set; } = 300;

    /// <summary>Most passes over all rows.</summary>
    [Range(1, 10_000, ErrorMessage = SectionName + ":{0} must be from {1} to {2}.")]
    public int PolishIterations { get; set; } = 100;

    /// <summary>Passes end when no centroid moves further than this, in scaled units.</summary>
    [Range(0.0, 1.0, ErrorMessage = SectionName + ":{0} must be from {1} to {2}.")]
    public double Tolerance { get; set; } = 1e-4;

    /// <summary>
    /// How much nearer another segment's centroid must be before a customer changes to it, as a fraction of the distance to the present one:
    /// 0.1 keeps a customer until the other is more than 10 % nearer. 0 always gives the nearest. Does not bear on training.
    /// </summary>
    [Range(0.0, 0.9, ErrorMessage = SectionName + ":{0} must be from {1} to {2}.")]
    public double SwitchMargin { get; set; }

    /// <summary>
    /// Names of the segments from best to worst, <see cref="K"/> of them; none for names made of what sets each apart
    /// (<see cref="Naming.SegmentNaming"/>), and with <see cref="AutoK"/>.
    /// </summary>
    public string[] Labels { get; set; } = [];

    /// <summary>The features; none for those of <see cref="FeatureSet"/>. Empty by default because binding adds to what is there.</summary>
    public IList<Feature> Features { get; set; } = [];

    /// <summary>Which features are used while <see cref="Features"/> names none.</summary>
    [EnumDataType(typeof(FeatureSet), ErrorMessage = SectionName + ":{0} must be Prototype or Current.")]
    public FeatureSet FeatureSet { get; set; }

    private const int MaxRestarts = 1000;

    /// <summary>The features in effect.</summary>
    public IReadOnlyList<Feature> ResolveFeatures() => Features is { Count: > 0 } ? [.. Features]
        : FeatureSet == FeatureSet.Current ? DefaultFeatures.Current : DefaultFeatures.All;

    /// <summary>Everything that is wrong, one message each, naming the configuration key; empty if nothing is.</summary>
    public IReadOnlyList<string> Validate()
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(this, new ValidationContext(this), results, validateAllProperties: true);
        return [.. results.Select(r => r.ErrorMessage ?? "")];
    }

    IEnumerable<ValidationResult> IValidatableObject.Validate(ValidationContext validationContext) =>
        OptionsRules.Problems(this).Select(p => new ValidationResult($"{SectionName}:{p.Key} {p.Problem}", [p.Key]));
}
