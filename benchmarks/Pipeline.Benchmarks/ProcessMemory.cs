using System.Diagnostics;
using System.Globalization;

namespace SegmentationUpdates.Pipeline.Benchmarks;

/// <summary>The most memory that this process has held since the last reset; without a reset where the system has none.</summary>
internal static class ProcessMemory
{
    public static void ResetPeak()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        if (OperatingSystem.IsLinux())
        {
            // proc(5): 5 resets the peak to what is resident now.
            File.WriteAllText("/proc/self/clear_refs", "5");
        }
    }

    public static double PeakMegabytes()
    {
        if (!OperatingSystem.IsLinux())
        {
            using var process = Process.GetCurrentProcess();
            return process.PeakWorkingSet64 / 1e6;
        }

        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return double.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024 / 1e6;
    }
}
