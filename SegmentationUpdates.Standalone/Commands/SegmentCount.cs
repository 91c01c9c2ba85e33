using System.Globalization;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>How many segments to make; null to choose. A type of its own because System.CommandLine cannot give an option the value null.</summary>
internal readonly record struct SegmentCount(int? K)
{
    public override string ToString() => K?.ToString(CultureInfo.InvariantCulture) ?? "auto";
}
