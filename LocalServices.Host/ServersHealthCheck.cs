using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SegmentationUpdates.LocalServices.Host;

internal sealed class ServersHealthCheck(Servers servers) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        servers.AreRunning ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The servers are starting."));
}
