using System.Collections.Concurrent;
using System.Diagnostics;

namespace SegmentationUpdates.Fault.Tests.Soak;

/// <summary>What was broken, how often, and what was found afterwards. Thread-safe.</summary>
internal sealed class SoakAccount
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<FaultKind, int> _times = new();
    private readonly long _started = Stopwatch.GetTimestamp();

    public IEnumerable<(FaultKind Kind, int Times)> Faults => _times.OrderBy(fault => fault.Key).Select(fault => (fault.Key, fault.Value));

    public int Audits { get; private set; }

    /// <returns>Says how long it took, if that was long.</returns>
    public Action Begin(DrawnFault fault)
    {
        var began = Stopwatch.GetTimestamp();
        _times.AddOrUpdate(fault.Kind, 1, (_, times) => times + 1);
        Say($"{fault.Kind} for {fault.Duration.TotalSeconds:0.0} s, {fault.Choice}");
        return () =>
        {
            if (Stopwatch.GetElapsedTime(began) > fault.Duration + Long)
            {
                Say($"{fault.Kind} is over after {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");
            }
        };
    }

    public void Audited(int transactions, int deadLetters)
    {
        Audits++;
        Say($"audit {Audits}: {transactions:N0} transactions and {deadLetters:N0} dead letters, none lost, none twice");
    }

    /// <summary>A line with the time since the beginning, at once: a run that ends badly has said what it was doing.</summary>
    public void Say(string line) => Console.WriteLine(FormattableString.Invariant(
        $"soak {Stopwatch.GetElapsedTime(_started).TotalSeconds,7:0.0} s  {line}"));

    /// <summary>The table for the documentation.</summary>
    public string Table(int transactions, int deadLetters) => string.Join('\n',
    [
        "| fault | times |",
        "|---|---|",
        .. Faults.Select(fault => $"| {Words(fault.Kind)} | {fault.Times} |"),
        FormattableString.Invariant($"| **all** | **{Faults.Sum(fault => fault.Times)}** |"),
        "",
        FormattableString.Invariant(
            $"{transactions:N0} transactions and {deadLetters:N0} messages that had to be rejected, {Audits} audits: 0 lost, 0 doubled."),
    ]);

    private static string Words(FaultKind kind) => string.Concat(
        kind.ToString().Select((letter, i) => i == 0 || char.IsLower(letter) ? $"{letter}" : $" {char.ToLowerInvariant(letter)}"));
}
