namespace SegmentationUpdates.Segments.Benchmarks.Mixtures;

/// <summary>A way to make groups. Lengths are in standard deviations of a group of spread 1.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Separation">From each centre to the nearest other at least; at most a quarter more.</param>
internal sealed record MixtureKind(string Name, double Separation)
{
    public static IReadOnlyList<MixtureKind> All { get; } =
    [
        new("well separated", 7),
        new("badly separated", 3.5),
        new("unequal sizes", 5) { LargestToSmallest = 6 },
        new("unequal spreads", 6) { Spreads = (.5, 1.5) },
        new("correlated", 6) { Axes = (.5, 1.5) },
        new("heavy tails", 6) { DegreesOfFreedom = 5 },
        new("noise", 6) { Noise = .05 },
    ];

    /// <summary>How many times the rows of the smallest group the largest has; those between lie evenly.</summary>
    public double LargestToSmallest { get; init; } = 1;

    /// <summary>Standard deviation of a group in all directions.</summary>
    public (double Least, double Most) Spreads { get; init; } = (1, 1);

    /// <summary>Standard deviations of a group along axes of its own, turned at random.</summary>
    public (double Least, double Most)? Axes { get; init; }

    /// <summary>Of Student's t in every direction instead of the normal distribution, scaled to the same spread.</summary>
    public int? DegreesOfFreedom { get; init; }

    /// <summary>Share of rows that belong to no group and lie evenly around all. With one group all rows do: nothing but noise.</summary>
    public double Noise { get; init; }
}
