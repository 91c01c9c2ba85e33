namespace SegmentationUpdates.Clustering.Naming;

/// <summary>
/// Names segments by what their customers are like. Identity is the matching's affair: a segment keeps its place in the model from training to
/// training, and its name for as long as it is true.
/// </summary>
public static class SegmentNaming
{
    /// <summary>Distinct names for segments that have none yet.</summary>
    /// <param name="training">What it found.</param>
    public static IReadOnlyList<string> First(DescribedSegments training)
    {
        ArgumentNullException.ThrowIfNull(training);
        return Suggest(training, present: null);
    }

    /// <summary>
    /// The names after a training that continues the segments. The three names that go by order (<see cref="RoleNames"/>) change hands when two trainings
    /// running say so, beyond a margin. A name that was made of features is replaced as soon as it is not true any more, and not before.
    /// </summary>
    /// <param name="training">With the segments in the order that they had.</param>
    /// <param name="present">The names they have, in the same order.</param>
    /// <param name="suggestedBefore">What the training before suggested; null if that is not known.</param>
    public static SegmentNames Next(DescribedSegments training, IReadOnlyList<PresentName> present, IReadOnlyList<string>? suggestedBefore)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(present);
        var suggested = Suggest(training, present);
        var isForGood = !RoleNames.Apply(training.Segments.Count, training.Features)
            || suggestedBefore?.SequenceEqual(suggested, StringComparer.Ordinal) == true;
        return new SegmentNames(isForGood ? suggested : [.. present.Select(segment => segment.Name)], suggested);
    }

    private static string[] Suggest(DescribedSegments training, IReadOnlyList<PresentName>? present)
    {
        var k = training.Segments.Count;
        var names = new string?[k];
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < k; i++)
        {
            if (present?[i] is { IsFixed: true } segment)
            {
                names[i] = segment.Name;
                taken.Add(segment.Name);
            }
        }

        var roles = RoleNames.Apply(k, training.Features) ? RoleNames.Of(training, present?.Select(segment => segment.Name).ToList()) : new string?[k];
        for (var i = 0; i < k; i++)
        {
            if (names[i] is null && roles[i] is { } role && taken.Add(role))
            {
                names[i] = role;
            }
        }

        for (var i = 0; i < k; i++)
        {
            if (names[i] is null && present is not null && CanKeep(training, i, present[i].Name) && taken.Add(present[i].Name))
            {
                names[i] = present[i].Name;
            }
        }

        for (var i = 0; i < k; i++)
        {
            if (names[i] is null)
            {
                names[i] = Make(training, i, taken);
                taken.Add(names[i]!);
            }
        }

        return names!;
    }

    private static bool CanKeep(DescribedSegments training, int segment, string name) =>
        training.Segments.Count == 1 ? name == Everybody : TraitNames.StillHolds(training, segment, name);

    private static string Make(DescribedSegments training, int segment, HashSet<string> taken) =>
        training.Segments.Count == 1 && !taken.Contains(Everybody) ? Everybody : TraitNames.Make(training, segment, taken);

    private const string Everybody = "All customers";
}
