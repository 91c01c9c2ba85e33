using Microsoft.Extensions.Configuration;

namespace SegmentationUpdates.AppHost.Services;

internal static class ServiceExtensions
{
    private static readonly string[] SecretEnds = ["Password", "Key"];

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
        foreach (var (variable, key) in NamedKeys(builder, "OperatorKeys", "operator").Concat(NamedKeys(builder, "ViewerKeys", "viewer")))
        {
            dashboard.WithEnvironment(variable, key);
        }

        return builder.ExecutionContext.IsPublishMode || builder.Configuration["Parameters:viewer-key"] is not null
            ? dashboard.WithEnvironment("Segmentation__Dashboard__ViewerKey", builder.AddParameter("viewer-key", secret: true))
            : dashboard;
    }

    private static IEnumerable<(string Variable, IResourceBuilder<ParameterResource> Key)> NamedKeys(
        IDistributedApplicationBuilder builder, string setting, string kind)
    {
        foreach (var holder in builder.Configuration.GetSection($"Segmentation:Dashboard:{setting}").GetChildren().Where(holder => holder.Value is not null))
        {
            var name = $"{kind}-key-{holder.Key}".Replace('_', '-').Replace('.', '-').ToLowerInvariant();
            yield return (
                holder.Path.Replace(":", "__", StringComparison.Ordinal),
                builder.AddParameterFromConfiguration(name, holder.Path, secret: true).WithDescription($"{holder.Path}, the key of one {kind}."));
        }
    }

    // Named keys stand below a setting that is called after them.
    private static bool IsSecret(string key) =>
        Array.Exists(SecretEnds, end => key.EndsWith(end, StringComparison.OrdinalIgnoreCase))
        || key.Contains("Keys:", StringComparison.OrdinalIgnoreCase);

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
