using Microsoft.Extensions.Configuration;

namespace SegmentationUpdates.AppHost.Services;

internal static class ServiceExtensions
{
    /// <summary>
    /// Hands on what this configuration says in sections of <c>Segmentation</c>, so that a service can be told everything from here; not
    /// passwords and keys, which published output would show: these are parameters.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithSettings(this IResourceBuilder<ProjectResource> service, params string[] sections)
    {
        foreach (var (key, value) in sections.SelectMany(section =>
            service.ApplicationBuilder.Configuration.GetSection($"Segmentation:{section}").AsEnumerable()))
        {
            if (value is not null && !IsSecret(key))
            {
                service.WithEnvironment(key.Replace(":", "__", StringComparison.Ordinal), value);
            }
        }

        return service;
    }

    /// <summary>Does with the login what this resource needs it for.</summary>
    public static IResourceBuilder<ProjectResource> WithServiceLogin(
        this IResourceBuilder<ProjectResource> service, Action<IResourceBuilder<ProjectResource>> use)
    {
        use(service);
        return service;
    }

    /// <summary>
    /// Who may change something, by the operator key, and who may look, by the viewer key; without a viewer key everybody who reaches the page.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithDashboardKeys(this IResourceBuilder<ProjectResource> dashboard)
    {
        var builder = dashboard.ApplicationBuilder;
        dashboard.WithEnvironment("Segmentation__Dashboard__OperatorKey", builder.OperatorKey());
        return builder.ExecutionContext.IsPublishMode || builder.Configuration["Parameters:viewer-key"] is not null
            ? dashboard.WithEnvironment("Segmentation__Dashboard__ViewerKey", builder.AddParameter("viewer-key", secret: true))
            : dashboard;
    }

    private static bool IsSecret(string key) =>
        key.EndsWith("Password", StringComparison.OrdinalIgnoreCase) || key.EndsWith("Key", StringComparison.OrdinalIgnoreCase);

    /// <summary>Sends telemetry to a collector instead of the Aspire dashboard; without one, to that.</summary>
    public static IResourceBuilder<ProjectResource> WithTelemetryTo(this IResourceBuilder<ProjectResource> service, string? collector)
    {
        if (collector is not null)
        {
            return service
                .WithEnvironment("OTEL_EXPORTER_OTLP_ENDPOINT", collector)
                .WithEnvironment("OTEL_SERVICE_NAME", service.Resource.Name);
        }

        // Milliseconds. At the end the dashboard is gone before the services; they would try for ten seconds each to send it their last.
        return service.ApplicationBuilder.ExecutionContext.IsRunMode ? service.WithEnvironment("OTEL_EXPORTER_OTLP_TIMEOUT", "2000") : service;
    }

    /// <summary>
    /// Health endpoints: when the application is run, a resource is healthy while both answer 200; in Kubernetes they are a pod's probes.
    /// By http, because published services have no certificates.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithHealthEndpoints(this IResourceBuilder<ProjectResource> service) =>
#pragma warning disable ASPIREPROBES001 // Experimental, and the only way from the model to Kubernetes' probes.
        service
            .WithHttpProbe(ProbeType.Readiness, "/health", timeoutSeconds: 5, endpointName: "http")
            .WithHttpProbe(ProbeType.Liveness, "/alive", timeoutSeconds: 5, endpointName: "http");
#pragma warning restore ASPIREPROBES001
}
