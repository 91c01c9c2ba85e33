namespace SegmentationUpdates.Pipeline.Ingestion;

/// <summary>The touched customers that exist, and how many of them changed their segment.</summary>
internal sealed record ScoredCustomers(IReadOnlySet<int> KnownCustomers, int SegmentChanges);
