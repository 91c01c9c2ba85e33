using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Scoring;

namespace SegmentationUpdates.Clustering.Training;

/// <summary>The rules on options that one attribute on one property cannot state.</summary>
internal static class OptionsRules
{
    public static IEnumerable<(string Key, string Problem)> Problems(ClusteringOptions options)
    {
        var (key, most) = options.AutoK ? (nameof(options.MaxK), options.MaxK) : (nameof(options.K), options.K);
        if (options.SampleSize < most)
        {
            yield return (nameof(options.SampleSize), $"is {options.SampleSize}, fewer rows than {key} = {most} segments.");
        }

        if (options.MinK > options.MaxK)
        {
            yield return (nameof(options.MinK), $"is {options.MinK}, above MaxK = {options.MaxK}.");
        }

        if (options.Labels is { Length: > 0 } labels)
        {
            if (options.AutoK)
            {
                yield return (nameof(options.Labels), "cannot name segments whose number AutoK chooses: leave out one of them.");
            }
            else if (labels.Length != options.K)
            {
                yield return (nameof(options.Labels), $"has {labels.Length} labels for K = {options.K} segments.");
            }

            if (SegmentLabels.Problem(labels) is { } problem)
            {
                yield return (nameof(options.Labels), $"must name every segment: {problem}.");
            }
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < (options.Features?.Count ?? 0); i++)
        {
            if (Problem(options.Features![i], names) is { } problem)
            {
                yield return ($"{nameof(options.Features)}:{i}", problem);
            }
        }
    }

    private static string? Problem(Feature? feature, HashSet<string> names)
    {
        if (feature is null || string.IsNullOrWhiteSpace(feature.Name))
        {
            return "has no Name.";
        }

        if (!names.Add(feature.Name))
        {
            return $"repeats the feature '{feature.Name}'.";
        }

        if (!Enum.IsDefined(feature.Scaling))
        {
            return $"has an unknown Scaling {feature.Scaling}; use Robust or Standard.";
        }

        if (!(feature.LowerQuantile >= 0 && feature.LowerQuantile < feature.UpperQuantile && feature.UpperQuantile <= 1))
        {
            return $"needs 0 <= LowerQuantile < UpperQuantile <= 1, not {feature.LowerQuantile} and {feature.UpperQuantile}.";
        }

        return double.IsFinite(feature.Weight) ? null : $"has Weight {feature.Weight}; it must be finite.";
    }
}
