namespace SegmentationUpdates.Standalone.Views;

/// <summary>How far long work is.</summary>
/// <param name="Name">What is done, such as "loading customers".</param>
/// <param name="Done">Units finished.</param>
/// <param name="Total">Units in all; null when nobody knows.</param>
/// <param name="Elapsed">Since the work began.</param>
internal sealed record WorkState(string Name, long Done, long? Total, TimeSpan Elapsed)
{
    public double PerSecond => Elapsed > TimeSpan.Zero ? Done / Elapsed.TotalSeconds : 0;

    /// <summary>At the rate so far; null when it cannot be known.</summary>
    public TimeSpan? Left => Total is { } total && Done > 0 && total >= Done ? (total - Done) * (Elapsed / Done) : null;

    /// <summary>One line for a pipe.</summary>
    public string Line
    {
        get
        {
            var parts = new List<string>
            {
                Total is { } total ? $"{Done:N0} of {total:N0} ({(double)Done / Math.Max(1, total):P0})" : $"{Done:N0}",
            };
            if (Done > 0)
            {
                parts.Add($"{PerSecond:N0}/s");
            }

            if (Left is { } left)
            {
                parts.Add($"{Math.Ceiling(left.TotalSeconds):N0} s left");
            }

            return Total is null && Done == 0 ? $"{Name}: {Elapsed.TotalSeconds:N0} s so far" : $"{Name}: {string.Join(", ", parts)}";
        }
    }
}
