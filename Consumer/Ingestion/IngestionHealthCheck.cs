using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SegmentationUpdates.Consumer.Ingestion;

/// <summary>Unhealthy when the consuming thread has trouble, or has not come round for a while, or stands still.</summary>
internal sealed class IngestionHealthCheck(IngestionHealth health, TimeProvider time) : IHealthCheck
{
    // A large batch on a slow disk may take seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var silence = time.GetUtcNow() - health.LastBeat;
        return Task.FromResult((health.Trouble ?? health.Stall, silence) switch
        {
            ({ } trouble, _) => HealthCheckResult.Unhealthy(trouble),
            (_, { } since) when since > Patience => HealthCheckResult.Unhealthy(
                $"the consuming thread has been silent for {since.TotalSeconds:0} s"),
            _ => HealthCheckResult.Healthy("the consuming thread comes round"),
        });
    }
}
