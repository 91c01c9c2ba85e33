namespace SegmentationUpdates.Customers;

/// <summary>
/// The generator of Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators" (OOPSLA 2014), with the constants of
/// Vigna's public-domain splitmix64.c. <see cref="System.Random"/> with a seed is not promised to repeat between .NET versions.
/// </summary>
internal struct SplitMix64(ulong state)
{
    private const ulong Gamma = 0x9E3779B97F4A7C15;

    private ulong _state = state;

    /// <summary>An independent stream for every pair: neither streams of neighbouring ids nor of neighbouring seeds are alike.</summary>
    public static SplitMix64 For(int seed, int id) => new(Mix(Mix((uint)seed + Gamma) ^ ((uint)id * 0xD1342543DE82EF95UL)));

    public ulong Next() => Mix(_state += Gamma);

    /// <summary>Uniform in the open interval (0, 1): 0 and 1 have no normal quantile.</summary>
    public double NextUniform() => ((Next() >> 12) + 0.5) * (1.0 / (1UL << 52));

    public double NextNormal() => ReproducibleMath.NormalQuantile(NextUniform());

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
