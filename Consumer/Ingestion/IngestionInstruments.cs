namespace SegmentationUpdates.Consumer.Ingestion;

/// <summary>Who hears of what the ingestion does: this process, its health, and whoever collects its metrics.</summary>
internal sealed record IngestionInstruments(IngestionCounters Counters, IngestionHealth Health, IngestionMetrics Metrics);
