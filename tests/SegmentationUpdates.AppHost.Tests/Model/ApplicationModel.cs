using Microsoft.Extensions.DependencyInjection;

namespace SegmentationUpdates.AppHost.Tests.Model;

/// <summary>The real application model, not started.</summary>
internal static class ApplicationModel
{
    /// <summary>For tests of the one or the other, on any machine.</summary>
    public const string Containers = "--Segmentation:Servers=containers";

    /// <inheritdoc cref="Containers"/>
    public const string Local = "--Segmentation:Servers=local";

    /// <inheritdoc cref="Containers"/>
    public const string External = "--Segmentation:Servers=external";

    public static Task<IDistributedApplicationTestingBuilder> CreateAsync(params string[] settings) =>
        DistributedApplicationTestingBuilder.CreateAsync<Projects.SegmentationUpdates_AppHost>(settings, TestContext.Current.CancellationToken);

    public static IResource Resource(this IDistributedApplicationTestingBuilder model, string name) =>
        model.Resources.Single(resource => resource.Name == name);

    public static IEnumerable<T> Annotations<T>(this IDistributedApplicationTestingBuilder model, string name)
        where T : IResourceAnnotation => model.Resource(name).Annotations.OfType<T>();

    /// <summary>Names of the servers that this resource has a reference to.</summary>
    public static IEnumerable<string> References(this IDistributedApplicationTestingBuilder model, string name) =>
        model.Annotations<ResourceRelationshipAnnotation>(name)
            .Where(relationship => relationship is { Type: "Reference", Resource: IResourceWithConnectionString })
            .Select(relationship => relationship.Resource.Name)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

    /// <summary>What this resource waits for, and in which way.</summary>
    public static IEnumerable<string> Waits(this IDistributedApplicationTestingBuilder model, string name) =>
        model.Annotations<WaitAnnotation>(name)
            .Select(wait => $"{wait.Resource.Name}: {wait.WaitType}")
            .Order(StringComparer.Ordinal);

    /// <summary>The environment variables before references in them are resolved.</summary>
    public static async Task<IReadOnlyDictionary<string, object>> EnvironmentAsync(this IDistributedApplicationTestingBuilder model, string name)
    {
        var context = new EnvironmentCallbackContext(
            new DistributedApplicationExecutionContext(new DistributedApplicationExecutionContextOptions(model.ExecutionContext.Operation)
            {
                Services = model.Services.BuildServiceProvider(),
            }),
            model.Resource(name),
            cancellationToken: TestContext.Current.CancellationToken);
        foreach (var annotation in model.Annotations<EnvironmentCallbackAnnotation>(name))
        {
            await annotation.Callback(context);
        }

        return context.EnvironmentVariables;
    }
}
