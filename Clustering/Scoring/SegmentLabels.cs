namespace SegmentationUpdates.Clustering;

/// <summary>Names of segments, best first.</summary>
internal static class SegmentLabels
{
    /// <summary>Numbered, but for one segment, and for three whose names would say who is better: those need features that rank.</summary>
    public static string[] Default(int k, bool ranked = true) => k switch
    {
        1 => ["All customers"],
        3 when ranked => ["High-value", "Budget-conscious", "At risk / inactive customers"],
        _ => [.. Enumerable.Range(1, k).Select(rank => $"Segment {rank}")],
    };

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
