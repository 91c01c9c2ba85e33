using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SegmentationUpdates.Producer.Simulation;

/// <summary>Healthy while Kafka acknowledges what is sent; unhealthy when something has waited for longer than a while.</summary>
internal sealed class SimulationHealthCheck(SimulationCounters counters, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var waiting = counters.Sent - counters.Delivered - counters.Failed;
        var silence = time.GetUtcNow() - counters.LastDelivery;
        return Task.FromResult(counters switch
        {
            { ProducerNumber: null } => HealthCheckResult.Unhealthy("the simulation has not started: no producer number yet"),
            _ when waiting > 0 && silence > Patience => HealthCheckResult.Unhealthy(
                $"Kafka has acknowledged nothing for {silence.TotalSeconds:0} s while {waiting:N0} transactions wait"),
            _ => HealthCheckResult.Healthy($"{counters.Delivered:N0} transactions delivered"),
        });
    }
}
