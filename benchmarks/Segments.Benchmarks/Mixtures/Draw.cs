namespace SegmentationUpdates.Segments.Benchmarks.Mixtures;

// Not for secrets, and seeded so that it repeats itself.
#pragma warning disable CA5394

/// <summary>Random numbers that repeat themselves.</summary>
internal sealed class Draw(int seed)
{
    private readonly Random _random = new(seed);

    public double Uniform() => _random.NextDouble();

    public int Below(int end) => _random.Next(end);

    public double Between((double Least, double Most) range) => range.Least + ((range.Most - range.Least) * Uniform());

    /// <summary>By Box and Muller.</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Uniform())) * Math.Cos(2 * Math.PI * Uniform());

    /// <summary>A direction, each as likely as another.</summary>
    public double[] Direction(int columns)
    {
        double[] way = [.. Enumerable.Range(0, columns).Select(_ => Normal())];
        var length = Math.Sqrt(way.Sum(value => value * value));
        return [.. way.Select(value => value / length)];
    }
}
#pragma warning restore CA5394
