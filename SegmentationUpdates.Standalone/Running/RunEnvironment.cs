using Confluent.Kafka;
using Microsoft.Extensions.Configuration;
using SegmentationUpdates.Pipeline.Hosting;
using SegmentationUpdates.Pipeline.Messaging;
using SegmentationUpdates.Pipeline.Migration;

namespace SegmentationUpdates.Standalone.Running;

/// <summary>
/// What environment variables say of the migrations and of Kafka: the topics (<c>Segmentation__Topics__Transactions=payments</c>), and properties of the
/// clients by librdkafka's names, with underscores for dots, for all of them or one kind
/// (<c>Segmentation__Kafka__Common__security_protocol=SASL_SSL</c>, <c>Segmentation__Kafka__Consumer__group_id=blue</c>). So a
/// broker's password need not stand in a command line.
/// </summary>
internal static class RunEnvironment
{
    public const string Consumer = "Consumer";
    public const string Producer = "Producer";
    private const string Common = "Common";

    /// <summary>The names of the topics that every role and command means.</summary>
    public static TopicOptions Topics() => ValidatedOptions.Read<TopicOptions>(Configuration(), TopicOptions.Section);

    /// <summary>How the migrations are to be done, for example which login they make for the services.</summary>
    public static MigrationOptions Migrations() =>
        ValidatedOptions.Read<MigrationOptions>(Configuration(), MigrationOptions.Section);

    /// <param name="config">Gets the properties; those set before give way.</param>
    /// <param name="kind"><see cref="Consumer"/> or <see cref="Producer"/>; null for clients of neither kind.</param>
    public static void Apply(ClientConfig config, string? kind)
    {
        foreach (var name in kind is null ? (string[])[Common] : [Common, kind])
        {
            foreach (var property in Configuration().GetSection($"Segmentation:Kafka:{name}").GetChildren())
            {
                config.Set(property.Key.Replace('_', '.'), property.Value);
            }
        }
    }

    private static IConfigurationRoot Configuration() => new ConfigurationBuilder().AddEnvironmentVariables().Build();
}
