namespace SegmentationUpdates.Clustering.Scoring;

/// <summary>What names of segments have to be.</summary>
internal static class SegmentLabels
{
    /// <summary>What is wrong with the labels, or null.</summary>
    public static string? Problem(IReadOnlyList<string?> labels)
    {
        if (labels.Count == 0)
        {
            return "there are no labels";
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < labels.Count; i++)
        {
            var label = labels[i];
            if (string.IsNullOrWhiteSpace(label))
            {
                return $"label {i} is empty";
            }

            if (label.Length > SegmentationModel.MaxLabelLength)
            {
                return $"label '{label}' is longer than {SegmentationModel.MaxLabelLength} characters";
            }

            if (!seen.Add(label))
            {
                return $"label '{label}' is given twice";
            }
        }

        return null;
    }

    /// <exception cref="ArgumentException">Empty, too long or repeated.</exception>
    public static void Check(IReadOnlyList<string> labels)
    {
        if (Problem(labels) is { } problem)
        {
            throw new ArgumentException($"A model needs distinct labels: {problem}.", nameof(labels));
        }
    }
}
