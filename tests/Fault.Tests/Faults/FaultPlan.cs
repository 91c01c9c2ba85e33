namespace SegmentationUpdates.Fault.Tests.Faults;

/// <summary>
/// How much is broken, and when. <c>FAULT_TESTS=long</c> injects five times as many faults; <c>FAULT_SEED</c> repeats the moments of a
/// run, as far as the machine's timing allows.
/// </summary>
internal static class FaultPlan
{
    private const int DefaultSeed = 20_240_607;

    /// <summary>Printed with each test's result, to run it again.</summary>
    public static int Seed { get; } = int.TryParse(Environment.GetEnvironmentVariable("FAULT_SEED"), out var seed) ? seed : DefaultSeed;

    private static bool IsLong { get; } = Environment.GetEnvironmentVariable("FAULT_TESTS") == "long";

    /// <summary>Each test draws its own moments.</summary>
    public static Random Random() => new(Seed);

    public static int Times(int count) => IsLong ? count * 5 : count;

    /// <summary>Lets the run go on for a random while: the fault that follows hits it at a moment that nothing in it has chosen.</summary>
    public static Task UntilRandomMomentAsync(this Random random, int maxMilliseconds) =>
        Task.Delay(random.Next(maxMilliseconds), TestContext.Current.CancellationToken);
}
