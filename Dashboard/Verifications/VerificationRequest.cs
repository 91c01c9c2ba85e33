namespace SegmentationUpdates.Dashboard.Verifications;

/// <summary>What is to be verified, and how gently.</summary>
/// <param name="Rate">Most messages that are read a second, from 1 to 1,000,000; null for 5,000.</param>
/// <param name="Checkpoint">Of the verification to go on from: by partition, the offset to begin with. Null begins with the oldest messages.</param>
public sealed record VerificationRequest(int? Rate = null, IReadOnlyDictionary<int, long>? Checkpoint = null)
{
    private const int DefaultRate = 5_000;
    private const int HighestRate = 1_000_000;

    internal int PerSecond => Rate ?? DefaultRate;

    /// <returns>A sentence without its subject by field; none when nothing is wrong.</returns>
    internal IReadOnlyDictionary<string, string> Problems()
    {
        var problems = new Dictionary<string, string>(StringComparer.Ordinal);
        if (PerSecond is < 1 or > HighestRate)
        {
            problems["rate"] = $"must be from 1 to {HighestRate}";
        }

        if (Checkpoint?.Any(place => place.Key < 0 || place.Value < 0) is true)
        {
            problems["checkpoint"] = "must have partitions and offsets from 0 on, as an earlier verification gave them";
        }

        return problems;
    }
}
