using System.Diagnostics.Metrics;

namespace SegmentationUpdates.Producer.Simulation;

/// <summary>Metrics of the simulation, read off its counters.</summary>
internal sealed class SimulationMetrics
{
    public SimulationMetrics(IMeterFactory meters, SimulationCounters counters)
    {
        var meter = meters.Create(SimulationTelemetry.Name);
        meter.CreateObservableCounter(
            "segmentation.transactions.produced", () => counters.Delivered, "{transaction}", "Transactions that Kafka has acknowledged.");
        meter.CreateObservableCounter(
            "segmentation.transactions.undelivered", () => counters.Failed, "{transaction}", "Transactions that never reached Kafka.");
        meter.CreateObservableUpDownCounter(
            "segmentation.transactions.in_flight",
            () => counters.Sent - counters.Delivered - counters.Failed,
            "{transaction}",
            "Transactions sent and not yet acknowledged.");
    }
}
