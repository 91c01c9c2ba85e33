using System.Globalization;

namespace SegmentationUpdates.Clustering.Drift;

/// <summary>What sort of change was found.</summary>
public enum DriftKind
{
    /// <summary>The mean of a feature.</summary>
    Shift,

    /// <summary>The standard deviation of a feature.</summary>
    Spread,

    /// <summary>The histogram of a feature.</summary>
    Distribution,

    /// <summary>The correlation of two features.</summary>
    Correlation,

    /// <summary>The share of customers who are far from every centroid.</summary>
    Strangers,

    /// <summary>The mean squared distance to the centroids.</summary>
    Distance,

    /// <summary>The share of missing values of a feature.</summary>
    Missing,
}

/// <summary>One way in which customers differ from those that the model was trained on, beyond chance and large enough to matter.</summary>
/// <param name="Kind">What sort of change.</param>
/// <param name="Feature">Of which feature; null where it is of all.</param>
/// <param name="OtherFeature">And of which other.</param>
/// <param name="Before">The figure at training: mean 0 and deviation 1 for those of one feature, a correlation, a share, a ratio or an index.</param>
/// <param name="Now">The same figure now.</param>
/// <param name="PValue">Probability of so large a difference, or a larger one, where nothing has changed.</param>
/// <param name="Weight">How many times the least that matters: what findings are compared by.</param>
public sealed record DriftFinding(
    DriftKind Kind, string? Feature, string? OtherFeature, double Before, double Now, double PValue, double Weight)
{
    /// <summary>Says it in a sentence, in English, without a full stop.</summary>
    public override string ToString() => Kind switch
    {
        DriftKind.Shift => Text($"{Feature} {(Now > Before ? "rose" : "fell")} by {Math.Abs(Now - Before):0.00} standard deviations"),
        DriftKind.Spread => Text($"{Feature} spreads {Now / Before:0.00} times as far"),
        DriftKind.Distribution => Text($"{Feature} is distributed otherwise: population stability index {Now:0.000}"),
        DriftKind.Correlation => Text($"the correlation of {Feature} and {OtherFeature} went from {Before:0.00} to {Now:0.00}"),
        DriftKind.Strangers => Text(
            $"{100 * Now:0.0} % of the customers are further from their segment than all but {100 * Before:0.0} % of those it was trained on"),
        DriftKind.Distance => Text($"the mean squared distance to the segments is {Now:0.00} times that of the training"),
        _ => Text($"{Feature} is missing for {100 * Now:0.0} % of the customers, and was for {100 * Before:0.0} %"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
