namespace SegmentationUpdates.Fault.Tests.Soak;

/// <summary>
/// Draws faults at random, the same for the same seed: each kind once before any comes again, so that a short run has them all, in an order that
/// nobody has chosen. Thread-safe: several hands break things at once.
/// </summary>
internal sealed class SoakPlan(int seed, IReadOnlyList<FaultKind> kinds)
{
    private static readonly TimeSpan LongestDuration = TimeSpan.FromSeconds(9);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(4);

    private readonly Random _random = new(seed);
    private readonly Lock _drawing = new();
    private readonly Queue<FaultKind> _round = new();

    /// <summary>Not to be run unless somebody asks for it.</summary>
    public static bool IsWanted { get; } = Environment.GetEnvironmentVariable("FAULT_TESTS") == "soak";

    /// <summary>How long a run is.</summary>
    public static TimeSpan Length { get; } = TimeSpan.FromMinutes(
        double.TryParse(Environment.GetEnvironmentVariable("FAULT_SOAK_MINUTES"), System.Globalization.CultureInfo.InvariantCulture, out var minutes)
            ? minutes
            : 30);

    /// <summary>Given, or another each time.</summary>
    public static int Seed { get; } = int.TryParse(Environment.GetEnvironmentVariable("FAULT_SEED"), out var seed) ? seed : Random.Shared.Next();

    public DrawnFault Next()
    {
        lock (_drawing)
        {
            if (_round.Count == 0)
            {
                var shuffled = kinds.ToArray();
                _random.Shuffle(shuffled);
                Array.ForEach(shuffled, _round.Enqueue);
            }

            return new DrawnFault(_round.Dequeue(), LongestDuration * _random.NextDouble(), LongestPause * _random.NextDouble(), _random.Next(1_000));
        }
    }
}
