using HdrHistogram;

namespace SegmentationUpdates.Standalone.Views;

/// <summary>What a run did, for its last lines and its exit code.</summary>
internal sealed record RunOutcome
{
    public long Produced { get; init; }

    public long Ingested { get; init; }

    public long Duplicates { get; init; }

    public long DeadLettered { get; init; }

    /// <summary>Transactions that went with customers who were erased.</summary>
    public long Erased { get; init; }

    public long SegmentChanges { get; init; }

    /// <summary>0 for none.</summary>
    public long ModelVersion { get; init; }

    /// <summary>What went wrong, one sentence each; empty for success.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];

    /// <summary>When the first transaction was stored; null for never.</summary>
    public DateTime? FirstIngestedAt { get; init; }

    /// <summary>Times from produced to segment committed, in microseconds; null without a consumer.</summary>
    public HistogramBase? Delays { get; init; }

    public string Summary =>
        $"summary: produced={Produced} ingested={Ingested} duplicates={Duplicates} dead-lettered={DeadLettered} "
        + $"{(Erased == 0 ? "" : $"erased={Erased} ")}"
        + $"segment-changes={SegmentChanges} model-version={ModelVersion}";
}
