namespace SegmentationUpdates.Producer.Simulation;

internal static class NormalDraws
{
    /// <summary>A draw from the standard normal distribution, by Box and Muller (1958).</summary>
    public static double NextNormal(this Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
