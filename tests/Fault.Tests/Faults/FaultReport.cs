using System.Diagnostics;

namespace SegmentationUpdates.Fault.Tests.Faults;

/// <summary>
/// One row for a fault: how often it was injected, how many transactions were on their way meanwhile, what became of them, and how
/// long until all were dealt with after the last fault. Written to the test's output, and to the file that <c>FAULT_REPORT</c> names.
/// </summary>
internal sealed class FaultReport(string fault)
{
    private static readonly Lock Writing = new();

    private long _lastFault = Stopwatch.GetTimestamp();

    public int Injected { get; private set; }

    /// <summary>Notes a fault at the moment it is injected or ends.</summary>
    public void Inject(int count = 1)
    {
        Injected += count;
        _lastFault = Stopwatch.GetTimestamp();
    }

    /// <summary>Call when everything is dealt with, before the recount.</summary>
    /// <returns>Writes the row: after the recount, which has found nothing lost and nothing double.</returns>
    public Action<int> Recovered()
    {
        var seconds = Stopwatch.GetElapsedTime(_lastFault).TotalSeconds;
        return transactions => Write($"| {fault} | {Injected:N0} | {transactions:N0} | 0 | 0 | {seconds:0.0} |");
    }

    private static void Write(string row)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{row} seed {FaultPlan.Seed}");
        if (Environment.GetEnvironmentVariable("FAULT_REPORT") is { Length: > 0 } file)
        {
            lock (Writing)
            {
                File.AppendAllText(file, row + "\n");
            }
        }
    }
}
