namespace SegmentationUpdates.AppHost.Services;

/// <summary>How every service talks to Kafka: <c>Segmentation:Kafka</c>, handed on as it is.</summary>
internal static class KafkaSettings
{
    private const string Section = "Segmentation:Kafka";
    private const string FileSuffix = "_file";

    // As the services see it; wide enough for what is mistyped, which the services refuse.
    private static readonly string[] SecretMarks = ["pass", "secret", "key_pem", "oauthbearer_config"];

    /// <summary>
    /// Gives a service all of them: one that has no client of a kind does nothing with its properties. What is secret is a parameter
    /// (<c>kafka-common-sasl-password</c>), so that no published output has it.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithKafkaSettings(this IResourceBuilder<ProjectResource> service)
    {
        var builder = service.ApplicationBuilder;
        foreach (var kind in builder.Configuration.GetSection(Section).GetChildren())
        {
            foreach (var property in kind.GetChildren().Where(property => property.Value is not null))
            {
                var variable = property.Path.Replace(":", "__", StringComparison.Ordinal);
                if (IsSecret(property.Key))
                {
                    service.WithEnvironment(variable, builder.Secret($"kafka-{kind.Key}-{property.Key}", property.Path));
                }
                else
                {
                    service.WithEnvironment(variable, property.Value);
                }
            }
        }

        return service;
    }

    private static bool IsSecret(string key)
    {
        var property = key.Replace('.', '_').ToLowerInvariant();
        return !property.EndsWith(FileSuffix, StringComparison.Ordinal)
            && SecretMarks.Any(mark => property.Contains(mark, StringComparison.Ordinal));
    }

    // One for all services.
    private static IResourceBuilder<ParameterResource> Secret(this IDistributedApplicationBuilder builder, string key, string path)
    {
        var name = key.Replace('_', '-').Replace('.', '-').ToLowerInvariant();
        return builder.Resources.OfType<ParameterResource>().FirstOrDefault(parameter => parameter.Name == name) is { } known
            ? builder.CreateResourceBuilder(known)
            : builder.AddParameterFromConfiguration(name, path, secret: true)
                .WithDescription($"{path} of the services' Kafka clients.");
    }
}
